package io.redisfailover.testsupport;

import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the samples of a round trip honest. What a writer leaves out, a reader takes for absent,
 * empty, no or zero; so a sample that has such a value comes back equal though it was never
 * written. A component that a record gets later has to be given a value in the samples too.
 */
public final class EveryComponent {
  private EveryComponent() {}

  /**
   * {@return the sample, which has no component, however deep, that a reader could have made up}
   *
   * @param sample a record
   */
  public static <T extends Record> T set(T sample) {
    look(sample.getClass().getSimpleName(), sample);
    return sample;
  }

  private static void look(String path, @Nullable Object value) {
    switch (value) {
      case null -> unset(path, "null");
      case Record inner -> components(path, inner);
      case Optional<?> optional -> look(path, optional.orElse(null));
      case OptionalLong number -> look(path, number.isPresent() ? number.getAsLong() : null);
      case OptionalInt number -> look(path, number.isPresent() ? number.getAsInt() : null);
      case OptionalDouble number -> look(path, number.isPresent() ? number.getAsDouble() : null);
      case Map<?, ?> map -> elements(path, map.values());
      case Collection<?> all -> elements(path, all);
      case String text when text.isEmpty() -> unset(path, "an empty text");
      case Number number when number.doubleValue() == 0 -> unset(path, "0");
      case Boolean flag when !flag -> unset(path, "false");
      case Duration time when time.isZero() -> unset(path, "no time");
      default -> {}
    }
  }

  private static void elements(String path, Collection<?> all) {
    if (all.isEmpty()) {
      unset(path, "empty");
    }
    all.forEach(element -> look(path + "[]", element));
  }

  private static void components(String path, Record value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      look(path + "." + component.getName(), read(component, value));
    }
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException(closed);
    }
  }

  private static void unset(String path, String what) {
    fail("%s is %s, which a reader takes for granted: give it a value", path, what);
  }
}
