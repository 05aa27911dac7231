package io.redisfailover.proxypod;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The rules of the house, and what is in no image of a proxy. */
class ArchitectureTest implements ArchitectureRules {
  private static final JavaClasses MODULE =
      ArchitectureRules.classesBelow("io.redisfailover.proxypod");

  @Override
  public JavaClasses module() {
    return MODULE;
  }

  @Test
  void leavesNettyToTheProxy() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("io.netty..").check(MODULE);
  }

  @Test
  void hasNeitherControllerNorRedisClientNorClusterClientOnItsClassPath() throws IOException {
    assertThat(Files.readString(Path.of("target", "runtime.classpath")))
        .contains("netty", "proxy")
        .doesNotContain("jedis", "/controller/", "controller-", "kubernetes-client", "real-redis");
  }
}
