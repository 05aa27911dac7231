package io.redisfailover.proxy.check;

/**
 * HAProxy's health counter as a value: it runs from 0 to {@code rise + fall - 1}, and the server is
 * up at {@code rise} or more. A failure that takes it below {@code rise} takes it to 0, a success
 * that takes it to {@code rise} takes it to the top: so only <em>consecutive</em> results move a
 * server.
 *
 * @param counter 0 to {@code rise + fall - 1}
 * @param rise consecutive successes that bring a server up, at least 1
 * @param fall consecutive failures that bring it down, at least 1
 */
public record HealthCounter(int counter, int rise, int fall) {
  /** HAProxy's default of {@code rise}. */
  public static final int DEFAULT_RISE = 2;

  /** HAProxy's default of {@code fall}. */
  public static final int DEFAULT_FALL = 3;

  /** Checks the ranges. */
  public HealthCounter {
    if (rise < 1 || fall < 1) {
      throw new IllegalArgumentException(
          "rise is " + rise + " and fall is " + fall + ", use 1 or more");
    }
    if (counter < 0 || counter > rise + fall - 1) {
      throw new IllegalArgumentException(
          "health " + counter + " is not between 0 and " + (rise + fall - 1));
    }
  }

  /** The state of a server before its first check; HAProxy's {@code init-state}. */
  public enum Initial {
    /** Up; it takes {@code fall} failures to bring it down. */
    FULLY_UP,
    /** Up, down after one failure: HAProxy's default, which sends clients to unchecked servers. */
    UP,
    /** Down, up after one success: the default here. */
    DOWN,
    /** Down; it takes {@code rise} successes to bring it up. */
    FULLY_DOWN
  }

  /**
   * {@return the health before the first check}
   *
   * @param initial the state to begin with
   * @param rise consecutive successes that bring the server up
   * @param fall consecutive failures that bring it down
   */
  public static HealthCounter initial(Initial initial, int rise, int fall) {
    int counter =
        switch (initial) {
          case FULLY_UP -> rise + fall - 1;
          case UP -> rise;
          case DOWN -> rise - 1;
          case FULLY_DOWN -> 0;
        };
    return new HealthCounter(counter, rise, fall);
  }

  /** {@return whether the server counts as usable} */
  public boolean isUp() {
    return counter >= rise;
  }

  /** {@return whether it is fully up or fully down, not on the way from one to the other} */
  public boolean isSettled() {
    return counter == 0 || counter == top();
  }

  /**
   * {@return the health after one more check}
   *
   * @param passed whether that check passed
   */
  public HealthCounter after(boolean passed) {
    return new HealthCounter(passed ? raised() : lowered(), rise, fall);
  }

  /** {@return the health from which the next failure but one takes a server that is up down} */
  HealthCounter nearDeath() {
    return new HealthCounter(Math.min(counter, Math.min(rise + 1, top())), rise, fall);
  }

  /** {@return the health from which the next failure takes the server down} */
  HealthCounter lastChance() {
    return new HealthCounter(Math.min(counter, rise), rise, fall);
  }

  private int raised() {
    return counter + 1 >= rise ? top() : counter + 1;
  }

  private int lowered() {
    return counter - 1 < rise ? 0 : counter - 1;
  }

  private int top() {
    return rise + fall - 1;
  }

  /**
   * {@return HAProxy's column {@code status}: {@code UP}, {@code UP 2/3} (going down), {@code
   * DOWN}, {@code DOWN 1/2} (going up)}
   */
  public String inWords() {
    return inWords("UP");
  }

  /** {@return the same with another word for a server that is up} */
  String inWords(String up) {
    if (isSettled()) {
      return isUp() ? up : "DOWN";
    }
    return isUp() ? up + " " + (counter - rise + 1) + "/" + fall : "DOWN " + counter + "/" + rise;
  }
}
