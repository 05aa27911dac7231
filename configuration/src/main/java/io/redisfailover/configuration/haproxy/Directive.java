package io.redisfailover.configuration.haproxy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one directive of HAProxy is here.
 *
 * @param name its keywords, such as {@code timeout client}
 * @param arguments how many words follow a parameter of {@code bind} or {@code server}; a directive
 *     has the rest of its line
 * @param verdict whether it counts
 * @param meaning what it is here, or why it is refused and what to do; Markdown
 * @param handler takes it; present exactly if it is taken
 * @param off takes {@code no} and the directive; absent if it cannot be turned off
 */
record Directive<T>(
    String name,
    int arguments,
    Verdict verdict,
    String meaning,
    Optional<Handler<T>> handler,
    Optional<Handler<T>> off) {
  /** Whether a directive counts. */
  enum Verdict {
    /** It is a setting here. */
    TAKEN,
    /** It is accepted and means nothing here. */
    EXPLAINED,
    /** It is an error. */
    REFUSED
  }

  /** Takes a directive. */
  @FunctionalInterface
  interface Handler<T> {
    /**
     * Notes what it says.
     *
     * @throws CfgException when that cannot be used
     */
    void take(CfgArguments arguments, T draft) throws CfgException;
  }

  static <T> Directive<T> taken(String name, String meaning, Handler<T> handler) {
    return new Directive<>(name, 0, Verdict.TAKEN, meaning, Optional.of(handler), Optional.empty());
  }

  static <T> Directive<T> explained(String name, String meaning) {
    return new Directive<>(name, 0, Verdict.EXPLAINED, meaning, Optional.empty(), Optional.empty());
  }

  static <T> Directive<T> refused(String name, String meaning) {
    return new Directive<>(name, 0, Verdict.REFUSED, meaning, Optional.empty(), Optional.empty());
  }

  /** {@return rows of one meaning} */
  static <T> List<Directive<T>> explainedAs(String meaning, String... names) {
    return Stream.of(names).map(name -> Directive.<T>explained(name, meaning)).toList();
  }

  /** {@return refused rows of one reason} */
  static <T> List<Directive<T>> refusedAs(String meaning, String... names) {
    return Stream.of(names).map(name -> Directive.<T>refused(name, meaning)).toList();
  }

  /** {@return the same, followed by so many words} */
  Directive<T> with(int words) {
    return new Directive<>(name, words, verdict, meaning, handler, off);
  }

  /** {@return the same, which {@code no} turns off} */
  Directive<T> orOff(Handler<T> turnsOff) {
    return new Directive<>(name, arguments, verdict, meaning, handler, Optional.of(turnsOff));
  }
}
