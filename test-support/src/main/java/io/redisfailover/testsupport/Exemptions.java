package io.redisfailover.testsupport;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Classes that a rule of the house leaves out, by the full name of the outermost one. */
final class Exemptions {
  private Exemptions() {}

  /**
   * {@return the names that no class has, or whose class does nothing that the rule forbids}
   *
   * @param module where they should be
   * @param names the classes that are left out
   * @param forbidden what the rule forbids to all others
   */
  static Set<String> stale(
      JavaClasses module, Set<String> names, DescribedPredicate<? super JavaAccess<?>> forbidden) {
    Set<String> needed =
        module.stream()
            .filter(type -> type.getAccessesFromSelf().stream().anyMatch(forbidden))
            .map(Exemptions::outermost)
            .collect(Collectors.toSet());
    Set<String> stale = new TreeSet<>(names);
    stale.removeAll(needed);
    return stale;
  }

  /** {@return the full name of the class that a class stands in, its own when in none} */
  static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(Exemptions::outermost).orElseGet(type::getName);
  }
}
