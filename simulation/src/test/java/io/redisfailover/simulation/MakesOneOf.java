package io.redisfailover.simulation;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.util.Arrays;
import java.util.List;

/** Calls of a constructor of one of these types, or of what is one of them. */
final class MakesOneOf extends DescribedPredicate<JavaConstructorCall> {
  private final List<Class<?>> types;

  MakesOneOf(Class<?>... types) {
    super("make one of " + Arrays.toString(types));
    this.types = List.of(types);
  }

  @Override
  public boolean test(JavaConstructorCall call) {
    return types.stream().anyMatch(call.getTargetOwner()::isAssignableTo);
  }
}
