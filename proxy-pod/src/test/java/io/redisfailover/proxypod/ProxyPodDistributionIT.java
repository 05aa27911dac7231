package io.redisfailover.proxypod;

import io.redisfailover.testsupport.DistributionRules;
import java.util.Set;

/** What the image of a proxy contains. */
class ProxyPodDistributionIT implements DistributionRules {
  @Override
  public Set<String> contents() {
    return Set.of(
        "io.redisfailover:failover",
        "io.redisfailover:control-api",
        "io.redisfailover:control-client",
        "io.redisfailover:proxy",
        "io.redisfailover:configuration",
        "io.netty:netty-",
        "com.fasterxml.jackson.",
        "org.yaml:snakeyaml",
        "org.slf4j:slf4j-api",
        "ch.qos.logback:logback-",
        "org.jspecify:jspecify");
  }
}
