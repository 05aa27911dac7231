package io.redisfailover.faults;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.link.FaultyLink;
import io.redisfailover.testbed.link.Tripwire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The controller is killed, or stopped for 5 s, at each step of a switchover. */
@Timeout(300)
class ControllerDeathIT {
  private static final Duration FROZEN = Duration.ofSeconds(5);

  @TempDir Path folder;

  /** A step by the command with which it begins, and whether that command still arrives. */
  enum Step {
    PREPARE("/v1/switchover/prepare"),
    PARK("REPLICAOF\r\n$9\r\n127.0.0.1\r\n$1\r\n1\r\n"),
    PROMOTE("REPLICAOF\r\n$2\r\nNO\r\n$3\r\nONE\r\n"),
    FOLLOW("REPLICAOF\r\n$9\r\n127.0.0.1\r\n$5\r\n"),
    COMMIT("/v1/switchover/commit");

    private final String command;

    Step(String command) {
      this.command = command;
    }

    FaultyLink link(Installation installation) {
      return switch (this) {
        case PREPARE, COMMIT -> installation.controlLink(1);
        case PARK, FOLLOW -> installation.link(Server.MASTER);
        case PROMOTE -> installation.link(Server.BACKUP);
      };
    }
  }

  static Stream<Arguments> steps() {
    return Stream.of(Step.values())
        .flatMap(step ->
            Stream.of(
                Arguments.of(step, "is killed before it", false, false),
                Arguments.of(step, "is killed after it", true, false),
                Arguments.of(step, "is frozen for 5 s before it", true, true)));
  }

  @ParameterizedTest(name = "{0}: the controller {1}")
  @MethodSource("steps")
  void theControllerFailsAtAStep(Step step, String name, boolean arrives, boolean frozen) {
    try (Installation installation = Installation.in(folder).proxies(2).linked().start();
        FaultTrial trial = FaultTrial.begin(installation)) {
      StandaloneProcess leader = installation.leader();
      Tripwire wire =
          new Tripwire(
              step.command,
              1,
              () -> {
                if (frozen) {
                  leader.hang();
                  FaultTrial.rest(FROZEN);
                  leader.resume();
                } else {
                  leader.kill();
                }
                return arrives;
              });
      step.link(installation).arm("p0", wire);
      trial.strike(() -> {});
      // On a busy machine a proxy may answer too late, and the switch is called off: once more
      // then.
      installation.awaitThat(
          "the step to be reached",
          () -> {
            leader.switchover(Server.BACKUP);
            return wire.tripped();
          });
      if (!frozen) {
        installation.awaitThat("the controller's end", () -> leader.pid().isEmpty());
        leader.launch();
      }
      installation.awaitOneRoute();
      trial.awaitWritingFromNow();
      trial.conclude("10 controller at " + step + ": " + name, installation.routedNow(), 0);
    }
  }
}
