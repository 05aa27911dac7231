package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteTest {
  /** Other releases know them by these, so this changes by the rules of the package only. */
  @Test
  void areWhatOtherReleasesKnow() {
    assertThat(Arrays.stream(Route.values()).map(route -> route.method() + " " + route.path()))
        .containsExactly(
            "GET /v1/status",
            "PUT /v1/epoch",
            "POST /v1/switchover/prepare",
            "POST /v1/switchover/commit",
            "POST /v1/switchover/abort",
            "PUT /v1/peers",
            "POST /v1/evidence",
            "GET /v1/controller",
            "POST /v1/controller/switchover",
            "POST /v1/controller/decision",
            "POST /v1/reload");
  }

  @ParameterizedTest
  @EnumSource
  void isFoundAtItsPath(Route route) {
    assertThat(Route.at(route.path())).contains(route);
  }

  @Test
  void hasOneRouteForEachRequest() {
    assertThat(Route.of(new ControllerRequest.Switchover(Server.MASTER)))
        .isEqualTo(Route.SWITCHOVER);
    assertThat(Route.of(new ControllerRequest.KeepDataOf(Server.MASTER))).isEqualTo(Route.DECISION);
  }

  @Test
  void isNowhereElse() {
    assertThat(
            Stream.of("", "/", "/v1", "/v1/status/", "/v2/status", "/v1/status?x").map(Route::at))
        .allSatisfy(route -> assertThat(route).isEmpty());
  }
}
