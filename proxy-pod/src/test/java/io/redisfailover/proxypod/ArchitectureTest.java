package io.redisfailover.proxypod;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.redisfailover.testsupport.ArchitectureRules;
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
  void hasNeitherControllerNorRedisClientNorClusterClientOnItsClassPath() {
    assertThat(System.getProperty("java.class.path"))
        .doesNotContain("jedis", "/controller/", "controller-", "kubernetes-client");
    assertThat(getClass().getClassLoader().getResource("redis/clients/jedis/Jedis.class")).isNull();
    assertThat(
            getClass().getClassLoader().getResource("io/redisfailover/controller/Controller.class"))
        .isNull();
  }
}
