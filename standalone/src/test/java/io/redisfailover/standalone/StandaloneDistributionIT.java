package io.redisfailover.standalone;

import io.redisfailover.testsupport.DistributionRules;
import java.util.Set;

/** What is in target/lib, beside the jar of the standalone process. */
class StandaloneDistributionIT implements DistributionRules {
  @Override
  public Set<String> contents() {
    return Set.of(
        "io.redisfailover:failover",
        "io.redisfailover:control-api",
        "io.redisfailover:control-client",
        "io.redisfailover:controller",
        "io.redisfailover:proxy",
        "io.redisfailover:configuration",
        "redis.clients:jedis",
        "redis.clients.authentication:redis-authx-core",
        "org.apache.commons:commons-pool2",
        "org.json:json",
        "com.google.code.gson:gson",
        "com.google.errorprone:error_prone_annotations",
        "io.netty:netty-",
        "com.fasterxml.jackson.",
        "org.yaml:snakeyaml",
        "org.slf4j:slf4j-api",
        "ch.qos.logback:logback-",
        "org.jspecify:jspecify");
  }
}
