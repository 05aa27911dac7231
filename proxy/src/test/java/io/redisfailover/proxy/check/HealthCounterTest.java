package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCounterTest {

  @ParameterizedTest(name = "{0}: up {1}, then {2} more to change")
  @CsvSource({"FULLY_UP,true,3", "UP,true,1", "DOWN,false,1", "FULLY_DOWN,false,2"})
  void startsInTheStateThatIsAskedFor(HealthCounter.Initial initial, boolean up, int opposite) {
    HealthCounter health = HealthCounter.initial(initial, 2, 3);
    assertThat(health.isUp()).isEqualTo(up);
    for (int result = 1; result < opposite; result++) {
      health = health.after(!up);
      assertThat(health.isUp()).as("after %d results", result).isEqualTo(up);
    }
    assertThat(health.after(!up).isUp()).isEqualTo(!up);
  }

  @Test
  void walksThroughTheStatesThatHaproxyShows() {
    assertThat(states(HealthCounter.initial(HealthCounter.Initial.FULLY_DOWN, 2, 3), "++---"))
        .containsExactly("DOWN", "DOWN 1/2", "UP", "UP 2/3", "UP 1/3", "DOWN");
  }

  @Test
  void onlyConsecutiveFailuresBringAServerDown() {
    assertThat(states(HealthCounter.initial(HealthCounter.Initial.FULLY_UP, 2, 3), "--+--+---"))
        .containsExactly(
            "UP", "UP 2/3", "UP 1/3", "UP", "UP 2/3", "UP 1/3", "UP", "UP 2/3", "UP 1/3", "DOWN");
  }

  @Test
  void onlyConsecutiveSuccessesBringAServerUp() {
    assertThat(states(HealthCounter.initial(HealthCounter.Initial.FULLY_DOWN, 3, 1), "++-+++"))
        .containsExactly("DOWN", "DOWN 1/3", "DOWN 2/3", "DOWN", "DOWN 1/3", "DOWN 2/3", "UP");
  }

  @Test
  void staysInItsRangeHoweverManyResultsComeForEveryRiseAndFall() {
    for (int rise = 1; rise <= 4; rise++) {
      for (int fall = 1; fall <= 4; fall++) {
        for (HealthCounter.Initial initial : HealthCounter.Initial.values()) {
          HealthCounter start = HealthCounter.initial(initial, rise, fall);
          assertThat(states(start, "+".repeat(10))).last().isEqualTo("UP");
          assertThat(states(start, "-".repeat(10))).last().isEqualTo("DOWN");
        }
      }
    }
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HealthCounter(0, 0, 3))
        .withMessage("rise is 0 and fall is 3, use 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HealthCounter(5, 2, 3))
        .withMessage("health 5 is not between 0 and 4");
  }

  private static List<String> states(HealthCounter start, String results) {
    List<String> states = new ArrayList<>(List.of(start.inWords()));
    HealthCounter health = start;
    for (int at = 0; at < results.length(); at++) {
      health = health.after(results.charAt(at) == '+');
      states.add(health.inWords());
    }
    return states;
  }
}
