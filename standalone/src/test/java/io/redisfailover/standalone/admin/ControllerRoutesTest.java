package io.redisfailover.standalone.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.Route;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.proxy.control.ExtraRoutes.Reply;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControllerRoutesTest {
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("10.0.0.2", 6379));
  private static final byte[] NO_BODY = {};

  @ParameterizedTest
  @EnumSource(names = {"CONTROLLER", "SWITCHOVER", "DECISION"})
  void saysWhyThisProcessHasNoController(Route route) {
    ControllerRoutes routes =
        new ControllerRoutes(ENDPOINTS, Optional.of("The controller is off."));

    assertThat(answer(routes, route))
        .isEqualTo(new Reply(404, "{\"version\":1,\"error\":\"The controller is off.\"}"));
  }

  @ParameterizedTest
  @EnumSource(names = {"CONTROLLER", "SWITCHOVER", "DECISION"})
  void saysThatTheControllerIsToCome(Route route) {
    ControllerRoutes routes = new ControllerRoutes(ENDPOINTS, Optional.empty());

    assertThat(answer(routes, route))
        .isEqualTo(
            new Reply(
                503,
                "{\"version\":1,\"error\":\"the process is still starting; try again in a moment\"}"));
  }

  @Test
  void leavesTheRoutesOfTheProxyToTheProxy() {
    ControllerRoutes routes = new ControllerRoutes(ENDPOINTS, Optional.empty());

    assertThat(routes.answer(Route.STATUS, NO_BODY)).isEmpty();
    assertThat(routes.answer(Route.EPOCH, NO_BODY)).isEmpty();
  }

  private static Reply answer(ControllerRoutes routes, Route route) {
    return routes.answer(route, NO_BODY).orElseThrow().toCompletableFuture().join();
  }
}
