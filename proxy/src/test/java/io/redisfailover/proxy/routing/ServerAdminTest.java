package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.proxy.routing.ServerAdmin.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServerAdminTest {
  @ParameterizedTest(name = "{0}, weight {1}, by its check {2}: {3}")
  @CsvSource({
    "READY, 1, UP, UP",
    "READY, 256, UP, UP",
    "READY, 0, UP, NO_NEW_SESSIONS",
    "READY, 0, DOWN, DOWN",
    "READY, 1, NO_NEW_SESSIONS, NO_NEW_SESSIONS",
    "DRAIN, 1, UP, NO_NEW_SESSIONS",
    "DRAIN, 1, DOWN, DOWN",
    "MAINT, 1, UP, DOWN",
    "MAINT, 0, UP, DOWN",
  })
  void takesAwayWhatACheckAllowsAndNeverGivesMore(
      State state, int weight, Availability byCheck, Availability use) {
    assertThat(new ServerAdmin(state, weight).limit(byCheck)).isEqualTo(use);
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"DRAIN", "MAINT"})
  void isRefusedWhereTheDataOfTheServersDecides(State state) {
    assertThat(ServerAdmin.refusal(admin -> admin.with(state)))
        .hasValueSatisfying(words -> assertThat(words).contains("--switchover SERVER"));
    assertThat(ServerAdmin.refusal(admin -> admin.withWeight(0))).isPresent();
  }

  @Test
  void isNotRefusedThereWhenItChangesNothing() {
    assertThat(ServerAdmin.refusal(admin -> admin.with(State.READY).withWeight(1))).isEmpty();
  }

  @Test
  void hasNoWeightThatHaproxyDoesNotKnow() {
    assertThatThrownBy(() -> ServerAdmin.USUAL.withWeight(257))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ServerAdmin.USUAL.withWeight(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
