package io.redisfailover.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EveryComponentTest {
  private static final Inner INNER = new Inner("a", List.of(1));

  record Inner(String text, List<Integer> numbers) {}

  record Outer(
      boolean flag,
      Duration time,
      Optional<Inner> perhaps,
      OptionalLong number,
      Map<String, Inner> byName) {}

  @Test
  void handsOnASampleThatHasEverything() {
    Outer whole = outer(true, Duration.ofMillis(1), INNER, Map.of("b", INNER));
    assertThat(EveryComponent.set(whole)).isSameAs(whole);
  }

  static List<Arguments> incomplete() {
    Duration time = Duration.ofMillis(1);
    Map<String, Inner> byName = Map.of("b", INNER);
    return List.of(
        Arguments.of(outer(false, time, INNER, byName), "Outer.flag is false"),
        Arguments.of(outer(true, Duration.ZERO, INNER, byName), "Outer.time is no time"),
        Arguments.of(outer(true, time, null, byName), "Outer.perhaps is null"),
        Arguments.of(
            outer(true, time, new Inner("", List.of(1)), byName),
            "Outer.perhaps.text is an empty text"),
        Arguments.of(
            outer(true, time, new Inner("a", List.of()), byName), "Outer.perhaps.numbers is empty"),
        Arguments.of(
            outer(true, time, new Inner("a", List.of(1, 0)), byName),
            "Outer.perhaps.numbers[] is 0"),
        Arguments.of(outer(true, time, INNER, Map.of()), "Outer.byName is empty"),
        Arguments.of(
            new Outer(true, time, Optional.of(INNER), OptionalLong.empty(), byName),
            "Outer.number is null"),
        Arguments.of(
            new Outer(true, time, Optional.of(INNER), OptionalLong.of(0), byName),
            "Outer.number is 0"));
  }

  @ParameterizedTest
  @MethodSource("incomplete")
  void namesWhatAReaderCouldHaveMadeUp(Outer sample, String expected) {
    assertThatThrownBy(() -> EveryComponent.set(sample))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(expected);
  }

  private static Outer outer(
      boolean flag, Duration time, @Nullable Inner perhaps, Map<String, Inner> byName) {
    return new Outer(flag, time, Optional.ofNullable(perhaps), OptionalLong.of(3), byName);
  }
}
