package io.redisfailover.operator;

import io.redisfailover.testsupport.DistributionRules;
import java.util.Set;

/** What the image of the operator contains. */
class OperatorDistributionIT implements DistributionRules {
  @Override
  public Set<String> contents() {
    return Set.of(
        "io.redisfailover:failover",
        "io.redisfailover:control-api",
        "io.redisfailover:control-client",
        "io.redisfailover:controller",
        "redis.clients:jedis",
        "redis.clients.authentication:redis-authx-core",
        "org.apache.commons:commons-pool2",
        "org.json:json",
        "com.google.code.gson:gson",
        "com.google.errorprone:error_prone_annotations",
        "io.javaoperatorsdk:operator-framework",
        "io.javaoperatorsdk:micrometer-support",
        "io.github.java-diff-utils:java-diff-utils",
        "org.apache.commons:commons-lang3",
        "com.squareup:javapoet",
        "io.fabric8:kubernetes-client",
        "io.fabric8:kubernetes-httpclient-okhttp",
        "io.fabric8:kubernetes-model-",
        "io.fabric8:zjsonpatch",
        "io.fabric8:generator-annotations",
        "com.squareup.okhttp3:okhttp",
        "com.squareup.okhttp3:logging-interceptor",
        "com.squareup.okio:okio",
        "org.jetbrains.kotlin:kotlin-stdlib",
        "org.jetbrains:annotations",
        "io.micrometer:micrometer-",
        "io.prometheus:prometheus-metrics-",
        "org.hdrhistogram:HdrHistogram",
        "com.fasterxml.jackson.",
        "org.snakeyaml:snakeyaml-engine",
        "org.yaml:snakeyaml",
        "org.slf4j:slf4j-api",
        "ch.qos.logback:logback-",
        "org.jspecify:jspecify");
  }
}
