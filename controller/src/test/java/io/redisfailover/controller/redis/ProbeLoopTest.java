package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.testsupport.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProbeLoopTest {
  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Would outlast the time limit of the test. */
  private static final Duration HARDLY_EVER = Duration.ofMinutes(10);

  private final MonotonicClock clock = new MonotonicClock();
  private final Supervised part =
      new Supervisor((sentence, defect) -> {}).add("a watch", Weight.VITAL, LIMIT);
  private final List<ProbeResult> results = new CopyOnWriteArrayList<>();

  @Test
  void probesAtAFasterPaceAsSoonAsItIsTold() throws Exception {
    AtomicReference<Duration> interval = new AtomicReference<>(HARDLY_EVER);
    ProbeLoop.Pace pace = pace(interval::get);
    try (ScriptedServer server = ScriptedRedis.probed();
        ProbeLoop watch =
            new ProbeLoop(
                () -> ScriptedRedis.entered(server, LIMIT),
                clock::instant,
                pace,
                results::add,
                part)) {
      watch.start();
      Awaitility.await().until(() -> results.size() == 1);

      interval.set(OFTEN);

      Awaitility.await().until(() -> results.size() > 1);
      assertThat(results).allMatch(ProbeResult::isPrimary);
    }
  }

  @Test
  void goesOnWatchingAfterAnyDefect() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (ScriptedServer server = ScriptedRedis.probed();
        ProbeLoop watch =
            new ProbeLoop(
                () -> ScriptedRedis.entered(server, LIMIT),
                clock::instant,
                new FixedPace(OFTEN, LIMIT),
                result -> {
                  switch (calls.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("a defect of a listener");
                    case 2 -> throw new StackOverflowError("a defect of a listener");
                    case 3 -> throw new OutOfMemoryError("a defect of a listener");
                    default -> results.add(result);
                  }
                },
                part)) {
      watch.start();

      Awaitility.await().until(() -> !results.isEmpty());
    }
  }

  @Test
  void goesOnWatchingAfterADefectOfThePaceItself() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    ProbeLoop.Pace pace =
        pace(() -> {
          if (calls.incrementAndGet() <= 2) {
            throw new IllegalStateException("a defect of the pace");
          }
          return OFTEN;
        });
    try (ScriptedServer server = ScriptedRedis.probed();
        ProbeLoop watch =
            new ProbeLoop(
                () -> ScriptedRedis.entered(server, LIMIT),
                clock::instant,
                pace,
                results::add,
                part)) {
      watch.start();

      Awaitility.await().until(() -> !results.isEmpty());
    }
  }

  /** The reply of a few bytes says that two gigabytes follow. */
  @ParameterizedTest
  @ValueSource(strings = {"$2147483647\r\n", "*2147483647\r\n", "$99999999999999999999\r\n"})
  void goesOnWatchingAServerThatSaysMuchIsToCome(String reply) throws Exception {
    AtomicInteger connections = new AtomicInteger();
    ScriptedServer.Script hostileAtFirst =
        connection -> {
          boolean hostile = connections.incrementAndGet() <= 3;
          ScriptedServer.awaitQuestion(connection);
          ScriptedServer.say(connection, hostile ? reply : "+OK\r\n" + ScriptedRedis.PROBE);
          while (!hostile && !connection.isClosed()) {
            ScriptedServer.awaitQuestion(connection);
            ScriptedServer.say(connection, ScriptedRedis.PROBE);
          }
        };
    try (ScriptedServer server = ScriptedServer.playing(hostileAtFirst);
        ProbeLoop watch =
            new ProbeLoop(
                () -> ScriptedRedis.entered(server, LIMIT),
                clock::instant,
                new FixedPace(OFTEN, LIMIT),
                results::add,
                part)) {
      watch.start();

      Awaitility.await().until(() -> results.stream().anyMatch(ProbeResult::isPrimary));
      assertThat(results.getFirst().answer()).isInstanceOf(ProbeAnswer.Garbled.class);
    }
  }

  @Test
  void isStartedAgainWhenItsThreadEnded() throws Exception {
    Supervisor supervisor = new Supervisor((sentence, defect) -> {});
    Supervised watched = supervisor.add("a watch", Weight.VITAL, Duration.ofSeconds(1));
    try (ScriptedServer server = ScriptedRedis.probed();
        ProbeLoop watch =
            new ProbeLoop(
                () -> ScriptedRedis.entered(server, LIMIT),
                clock::instant,
                new FixedPace(OFTEN, LIMIT),
                results::add,
                watched)) {
      // Its thread does not run, as one that ended by a defect.
      supervisor.look();

      Awaitility.await().until(() -> !results.isEmpty());
      assertThat(watch).isNotNull();
    }
  }

  private static ProbeLoop.Pace pace(Supplier<Duration> interval) {
    return new ProbeLoop.Pace() {
      @Override
      public Duration interval() {
        return interval.get();
      }

      @Override
      public Duration limit() {
        return LIMIT;
      }
    };
  }
}
