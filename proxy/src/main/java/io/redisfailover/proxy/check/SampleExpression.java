package io.redisfailover.proxy.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A sample expression of HAProxy: a fetch and its converters.
 *
 * @param fetch yields the value; absent if there is none at the moment
 * @param converters change the value, in order
 */
public record SampleExpression(
    Function<CheckScene, Optional<String>> fetch, List<UnaryOperator<String>> converters)
    implements CheckValue {
  /** Copies the converters. */
  public SampleExpression {
    converters = List.copyOf(converters);
  }

  @Override
  public Optional<String> in(CheckScene scene) {
    Optional<String> value = fetch.apply(scene);
    for (UnaryOperator<String> converter : converters) {
      value = value.map(converter);
    }
    return value;
  }

  @Override
  public String toString() {
    return "SampleExpression";
  }
}
