package io.redisfailover.configuration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what the file does not know. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.configuration");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Override
  public Set<String> readersOfText() {
    return Set.of(
        "io.redisfailover.configuration.haproxy.CfgTokenizer",
        "io.redisfailover.configuration.haproxy.CfgReader",
        "io.redisfailover.configuration.haproxy.CfgArguments",
        "io.redisfailover.configuration.haproxy.OneLineFile",
        "io.redisfailover.configuration.haproxy.DirectiveTable",
        "io.redisfailover.configuration.haproxy.DirectiveWording",
        "io.redisfailover.configuration.haproxy.SocketAddress",
        "io.redisfailover.configuration.haproxy.ProxyDraft",
        "io.redisfailover.configuration.haproxy.StatsDirectives",
        "io.redisfailover.configuration.haproxy.LogDirectives",
        "io.redisfailover.configuration.haproxy.StatsSockets",
        "io.redisfailover.configuration.haproxy.PairSettings",
        "io.redisfailover.configuration.file.RuntimeApiRules",
        "io.redisfailover.configuration.file.StatsRules",
        "io.redisfailover.configuration.haproxy.StatsUsers",
        "io.redisfailover.configuration.haproxy.CheckRules",
        "io.redisfailover.configuration.haproxy.ImportedPair",
        "io.redisfailover.configuration.haproxy.ClientAddresses",
        "io.redisfailover.configuration.haproxy.PairFiles",
        "io.redisfailover.configuration.haproxy.PairYaml",
        "io.redisfailover.configuration.RotatingSecret",
        "io.redisfailover.configuration.Secrets",
        "io.redisfailover.configuration.yaml.Similar",
        "io.redisfailover.configuration.yaml.YamlReader",
        "io.redisfailover.configuration.file.CrossKeyRules",
        "io.redisfailover.configuration.file.HostPort",
        "io.redisfailover.configuration.file.SyslogTarget",
        "io.redisfailover.configuration.yaml.Problems",
        "io.redisfailover.configuration.yaml.ScalarType",
        "io.redisfailover.configuration.file.ServersSection");
  }

  @Override
  public Set<String> writersOfText() {
    return Set.of("io.redisfailover.configuration.yaml.KeyTable");
  }

  @Override
  public Set<String> gatesToTheOutside() {
    return Set.of("io.redisfailover.configuration.Secrets");
  }

  @Test
  void knowsNothingOfTheControllerJedisOrNetty() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.redisfailover.controller..", "redis.clients..", "io.netty..")
        .check(MODULE);
  }
}
