package io.redisfailover.failover.policy;

import static io.redisfailover.failover.policy.Views.millis;
import static io.redisfailover.failover.policy.Views.result;
import static io.redisfailover.failover.policy.Views.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.controller.ControllerDecision;
import io.redisfailover.failover.policy.controller.ControllerPolicy;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import io.redisfailover.failover.policy.controller.ControllerState;
import io.redisfailover.failover.policy.proxy.ProxyDecision;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.proxy.Routing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every pair of things that the two servers can show, to proxies and controllers with every kind of
 * memory: what no decision may ever be.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateSpaceTest {
  private static final String EPOCH_ID = "epoch-history";
  private static final String NEXT_EPOCH_ID = "next-lines-history";
  private static final String OTHER_ID = "other-history";
  private static final long NOW = 1_000;
  private static final long[] LATER = {0, 300, 700, 11_000};
  private static final FailoverSettings SETTINGS =
      new FailoverSettings(50, Duration.ofMillis(1_500));
  private static final ControllerSettings CONTROLLER =
      new ControllerSettings(
          SETTINGS,
          new Endpoints(new Endpoint("a", 1_000), new Endpoint("b", 1_000)),
          Server.MASTER,
          true,
          Duration.ofSeconds(1));

  private final List<Decided> commands = new ArrayList<>();
  private final ProxyPolicy proxies = new ProxyPolicy(SETTINGS);
  private final ControllerPolicy controllers = new ControllerPolicy(CONTROLLER);
  private final List<ProxyState> proxyMemories = proxyMemories();
  private final List<ControllerState> controllerMemories = controllerMemories();

  /** A decision, and the two answers on which it was made. */
  private record Decided(
      ProbeAnswer master,
      ProbeAnswer backup,
      Optional<Epoch> epoch,
      Optional<Command> command,
      Optional<Cause> cause,
      String why) {
    ProbeAnswer of(Server server) {
      return server == Server.MASTER ? master : backup;
    }

    Optional<ServerState> state(Server server) {
      return of(server) instanceof ProbeAnswer.Answered(ServerState state)
          ? Optional.of(state)
          : Optional.empty();
    }
  }

  @Test
  void onlyAStandbyInTheEpochsHistoryIsPromoted() {
    everyCommand(
        Command.Promote.class,
        (decided, promote) -> {
          ServerState standby = decided.state(promote.server()).orElseThrow();
          Epoch epoch = decided.epoch().orElseThrow();
          assertThat(standby.followsPeer()).as(decided.toString()).isTrue();
          assertThat(standby.isSyncing()).as(decided.toString()).isFalse();
          assertThat(standby.replicationId()).isEqualTo(epoch.replicationId());
          assertThat(promote.epochNumber()).isEqualTo(epoch.numberAfterMove());
          assertThat(promote.server()).isEqualTo(epoch.server().other());
        });
  }

  @Test
  void noStandbyIsPromotedWhileTheActiveServerAnswers() {
    everyCommand(
        Command.Promote.class,
        (decided, promote) -> {
          Epoch epoch = decided.epoch().orElseThrow();
          boolean alive =
              decided
                  .state(epoch.server())
                  .filter(ServerState::isPrimary)
                  .filter(serverState -> serverState.replicationId().equals(epoch.replicationId()))
                  .filter(serverState -> serverState.markerNumber() == epoch.number())
                  .isPresent();
          assertThat(alive).as(decided.toString()).isFalse();
        });
  }

  @Test
  void aMasterWithKeysAndAnUnknownMarkerIsNeverParked() {
    everyCommand(
        Command.Park.class,
        (decided, park) -> {
          ServerState serverState = decided.state(park.server()).orElseThrow();
          boolean unknownData =
              serverState.isPrimary() && serverState.marker().isEmpty() && serverState.keys() != 0;
          assertThat(unknownData).as(decided.toString()).isFalse();
        });
  }

  @Test
  void nothingNewerAndNothingUnknownIsOverwritten() {
    everyCommand(
        Command.Follow.class,
        (decided, follow) -> {
          ServerState serverState = decided.state(follow.server()).orElseThrow();
          ServerState active = decided.state(follow.server().other()).orElseThrow();
          Epoch epoch = decided.epoch().orElseThrow();
          assertThat(serverState.isParked()).as(decided.toString()).isTrue();
          assertThat(active.isPrimary()).as(decided.toString()).isTrue();
          assertThat(serverState.markerNumber()).isLessThanOrEqualTo(epoch.number());
          boolean known =
              serverState.marker().isPresent()
                  || serverState.keys() == 0
                  || serverState.replicationId().equals(epoch.replicationId());
          assertThat(known).as(decided.toString()).isTrue();
        });
  }

  @Test
  void onlyAParkedServerIsUnparkedAndNeverBesideAPrimaryOfAnEpoch() {
    everyCommand(
        Command.Unpark.class,
        (decided, unpark) -> {
          assertThat(decided.state(unpark.server()).orElseThrow().isParked()).isTrue();
          boolean primaryOfAnEpoch =
              decided
                  .state(unpark.server().other())
                  .filter(ServerState::isPrimary)
                  .filter(other -> other.marker().isPresent())
                  .filter(other -> other.marker().get().server() == unpark.server().other())
                  .isPresent();
          assertThat(primaryOfAnEpoch).as(decided.toString()).isFalse();
          long held = decided.state(unpark.server()).orElseThrow().markerNumber();
          assertThat(unpark.epochNumber()).isGreaterThan(held);
        });
  }

  @Test
  void markersAreWrittenToMastersOnlyAndNeverLowered() {
    everyCommand(
        Command.WriteMarkers.class,
        (decided, write) -> {
          ServerState serverState = decided.state(write.server()).orElseThrow();
          assertThat(serverState.isPrimary()).as(decided.toString()).isTrue();
          assertThat(write.epoch().number()).isGreaterThanOrEqualTo(serverState.markerNumber());
        });
  }

  @Test
  void clientsAreRoutedOnlyToAPrimaryOfTheirEpoch() {
    everyPair((master, backup) -> {
      for (ProxyState memory : proxyMemories) {
        ProxyState state = memory;
        for (long later : LATER) {
          state = shown(state, master, backup, NOW + later);
          ProxyDecision decision = proxies.decide(state, millis(NOW + later + 5));
          state = decision.next();
          if (decision.routing() instanceof Routing.To(Epoch epoch)
              && (epoch.server() == Server.MASTER ? master : backup)
                  instanceof ProbeAnswer.Answered(ServerState active)) {
            assertThat(active.isPrimary()).as(decision.why()).isTrue();
            boolean marked = active.marker().map(m -> m.equals(epoch.marker())).orElse(true);
            boolean sameHistory = active.replicationId().equals(epoch.replicationId());
            assertThat(marked || sameHistory).as(decision.why()).isTrue();
          }
        }
      }
    });
  }

  @Test
  void everyPromotionCarriesTheFailureThatWasSeenAsItsCause() {
    everyCommand(
        Command.Promote.class,
        (decided, promote) -> {
          Server former = promote.server().other();
          Set<Cause> fitting =
              switch (decided.of(former)) {
                case ProbeAnswer.Refused refused -> Set.of(Cause.REFUSED);
                case ProbeAnswer.Closed closed -> Set.of(Cause.CLOSED);
                case ProbeAnswer.Garbled garbled -> Set.of(Cause.GARBLED);
                case ProbeAnswer.Silent silent -> Set.of(Cause.SILENT);
                case ProbeAnswer.Errored errored -> Set.of(Cause.RESTARTED, Cause.FOREIGN);
                case ProbeAnswer.Answered(ServerState state) when state.runId().endsWith("run2") ->
                    Set.of(Cause.RESTARTED);
                case ProbeAnswer.Answered(ServerState state) ->
                    state.isParked()
                        ? Set.of(Cause.HANDOVER, Cause.PARKED, Cause.DEMOTED)
                        : Set.of(Cause.DEMOTED);
              };
          assertThat(fitting).as(decided.toString()).contains(decided.cause().orElseThrow());
        });
  }

  @Test
  void everyBeginningWithoutAnActiveServerIsAColdStart() {
    everyCommand(
        Command.Unpark.class,
        (decided, unpark) -> assertThat(decided.cause()).contains(Cause.COLD_START));
  }

  @Test
  void aServerThatGoesOnIsRoutedToWithoutACause() {
    everyPair((master, backup) -> {
      for (ProxyState memory : proxyMemories) {
        ProxyDecision decision =
            proxies.decide(shown(memory, master, backup, NOW), millis(NOW + 5));
        boolean goesOn =
            memory.routed().isPresent()
                && decision.routing().equals(new Routing.To(memory.routed().orElseThrow()))
                && decision.next().seen().failedSince().isEmpty();
        if (goesOn) {
          assertThat(decision.cause()).as(decision.why()).isEmpty();
        }
      }
    });
  }

  @Test
  void everyDecisionSaysWhyInOneSentence() {
    Set<String> sentences = new TreeSet<>();
    for (Decided decided : commands()) {
      sentences.add(decided.why());
      sentences.add(decided.command().orElseThrow().why());
    }
    assertThat(sentences)
        .hasSizeGreaterThan(20)
        .allSatisfy(sentence -> assertThat(sentence).isNotBlank().doesNotContain("\n"));
  }

  /**
   * The table of who may send what: where a proxy and a controller would both send something to a
   * server, whatever each of them remembers, it is the same kind of command. The one exception is a
   * standby whose primary is gone: a proxy that saw it in sync promotes it, a controller that did
   * not parks it before a cold start. Whichever comes second finds another role and is refused. An
   * empty primary without a marker is left out: there is nothing on it to lose. So is a primary in
   * the history of one epoch under the marker of another: only an application makes that, by
   * putting an older marker back, and an observer that does not know the newer epoch takes the
   * server for one that was promoted by hand.
   */
  @Test
  void proxyAndControllerNeverSendDifferentCommandsToOneServer() {
    Map<String, Set<String>> conflicts = new TreeMap<>();
    everyPair((master, backup) -> {
      List<Decided> ofProxies = proxyDecisions(master, backup);
      List<Decided> ofControllers = controllerDecisions(master, backup);
      for (Server server : Server.values()) {
        ProbeAnswer answer = server == Server.MASTER ? master : backup;
        if (isEmptyUnmarkedPrimary(answer) || isUnderAnOlderMarker(answer)) {
          continue;
        }
        Set<String> fromProxies = kinds(ofProxies, server);
        Set<String> fromControllers = kinds(ofControllers, server);
        for (String proxy : fromProxies) {
          for (String controller : fromControllers) {
            if (!proxy.equals(controller)) {
              conflicts
                  .computeIfAbsent(proxy + " / " + controller, key -> new TreeSet<>())
                  .add(server + ": " + master + " | " + backup);
            }
          }
        }
      }
    });
    conflicts.remove("Promote / Park");
    assertThat(conflicts).isEmpty();
  }

  // ---- the space

  /** All decisions that send a command, made once for all tests. */
  private List<Decided> commands() {
    if (commands.isEmpty()) {
      everyPair((master, backup) ->
          decided(master, backup).stream()
              .filter(decided -> decided.command().isPresent())
              .forEach(commands::add));
    }
    return commands;
  }

  private <C extends Command> void everyCommand(Class<C> kind, BiConsumer<Decided, C> check) {
    List<Decided> ofKind =
        commands().stream()
            .filter(decided -> decided.command().filter(kind::isInstance).isPresent())
            .toList();
    assertThat(ofKind).as("decisions of this kind").isNotEmpty();
    ofKind.forEach(decided -> check.accept(decided, kind.cast(decided.command().orElseThrow())));
  }

  private void everyPair(BiConsumer<ProbeAnswer, ProbeAnswer> check) {
    for (ProbeAnswer master : answers("master-run")) {
      for (ProbeAnswer backup : answers("backup-run")) {
        if (!twoPrimariesOfOneHistory(master, backup)) {
          check.accept(master, backup);
        }
      }
    }
  }

  private static boolean isEmptyUnmarkedPrimary(ProbeAnswer answer) {
    return answer instanceof ProbeAnswer.Answered(ServerState state)
        && state.isPrimary()
        && state.marker().isEmpty()
        && state.keys() == 0;
  }

  private static boolean isUnderAnOlderMarker(ProbeAnswer answer) {
    return answer instanceof ProbeAnswer.Answered(ServerState state)
        && state.isPrimary()
        && state.replicationId().equals(NEXT_EPOCH_ID)
        && state.markerNumber() == 1;
  }

  /** A promotion gives a server a new id, so no two primaries can show the same. */
  private static boolean twoPrimariesOfOneHistory(ProbeAnswer one, ProbeAnswer other) {
    return one instanceof ProbeAnswer.Answered(ServerState first)
        && other instanceof ProbeAnswer.Answered(ServerState second)
        && first.isPrimary()
        && second.isPrimary()
        && first.replicationId().equals(second.replicationId());
  }

  private static List<ProbeAnswer> answers(String runId) {
    List<ProbeAnswer> answers = new ArrayList<>();
    answers.add(new ProbeAnswer.Refused());
    answers.add(new ProbeAnswer.Silent("no answer in time"));
    answers.add(new ProbeAnswer.Closed(true));
    answers.add(
        new ProbeAnswer.Errored(ErrorReply.parse("LOADING"), Optional.of(runId + "-restarted")));
    answers.add(new ProbeAnswer.Errored(ErrorReply.parse("NOAUTH"), Optional.empty()));
    for (ServerState.Role role :
        List.of(
            Views.MASTER,
            Views.PARKED,
            Views.LINKED,
            Views.UNHEARD,
            Views.LINK_DOWN,
            Views.SYNCING,
            Views.STRAYED)) {
      for (String id : List.of(EPOCH_ID, NEXT_EPOCH_ID, OTHER_ID)) {
        for (long epoch : new long[] {0, 1, 4}) {
          answers.add(new ProbeAnswer.Answered(state(runId, role, id, 100, epoch, 5)));
        }
        answers.add(new ProbeAnswer.Answered(state(runId, role, id, 100, 0, 0)));
        answers.add(new ProbeAnswer.Answered(state(runId + "2", role, id, 90, 1, 5)));
      }
    }
    return answers;
  }

  private List<Decided> decided(ProbeAnswer master, ProbeAnswer backup) {
    List<Decided> all = new ArrayList<>(proxyDecisions(master, backup));
    all.addAll(controllerDecisions(master, backup));
    return all;
  }

  private List<Decided> proxyDecisions(ProbeAnswer master, ProbeAnswer backup) {
    List<Decided> all = new ArrayList<>();
    for (ProxyState memory : proxyMemories) {
      ProxyState state = memory;
      for (long later : LATER) {
        state = shown(state, master, backup, NOW + later);
        ProxyDecision decision = proxies.decide(state, millis(NOW + later + 5));
        all.add(
            new Decided(
                master,
                backup,
                decision.next().epoch(),
                decision.order().map(order -> order.command()),
                decision.cause(),
                decision.why()));
        state = decision.next();
      }
    }
    return all;
  }

  private List<Decided> controllerDecisions(ProbeAnswer master, ProbeAnswer backup) {
    List<Decided> all = new ArrayList<>();
    for (ControllerState memory : controllerMemories) {
      ControllerState state = memory;
      for (long later : LATER) {
        state =
            state
                .seen(result(Server.MASTER, NOW + later, master))
                .seen(result(Server.BACKUP, NOW + later + 2, backup))
                .proxiesAsked(millis(NOW + later + 2), Set.of());
        ControllerDecision decision = controllers.decide(state, millis(NOW + later + 5));
        Optional<Command> command =
            decision.action() instanceof ControllerDecision.Execute carry
                ? Optional.of(carry.order().command())
                : Optional.empty();
        all.add(
            new Decided(
                master,
                backup,
                decision.next().epoch(),
                command,
                decision.action().cause(),
                decision.action().why()));
        state = decision.next();
      }
    }
    return all;
  }

  private static ProxyState shown(
      ProxyState state, ProbeAnswer master, ProbeAnswer backup, long at) {
    return state
        .seen(result(Server.MASTER, at, master))
        .seen(result(Server.BACKUP, at + 2, backup));
  }

  private static Set<String> kinds(List<Decided> decisions, Server server) {
    Set<String> kinds = new TreeSet<>();
    for (Decided decided : decisions) {
      decided
          .command()
          .filter(command -> command.server() == server)
          .ifPresent(command -> kinds.add(command.getClass().getSimpleName()));
    }
    return kinds;
  }

  /** Proxies that know nothing, that saw a healthy pair, and that were told of a newer epoch. */
  private List<ProxyState> proxyMemories() {
    ProxyState fresh = ProxyState.starting(Views.START, SETTINGS);
    ProxyState master = fresh;
    ProxyState backup = fresh;
    for (ProbeResult result : healthy(Server.MASTER, 1)) {
      master = proxies.decide(master.seen(result), result.receivedAt()).next();
    }
    for (ProbeResult result : healthy(Server.BACKUP, 4)) {
      backup = proxies.decide(backup.seen(result), result.receivedAt()).next();
    }
    assertThat(master.routed()).isPresent();
    assertThat(backup.routed()).isPresent();
    Epoch next = new Epoch(4, Server.BACKUP, NEXT_EPOCH_ID);
    return List.of(fresh, master, backup, master.pushed(1, next, millis(NOW)));
  }

  private List<ControllerState> controllerMemories() {
    ControllerState fresh = ControllerState.starting(Views.START, SETTINGS, true, Guards.ALL);
    ControllerState old = ControllerState.starting(Views.START, SETTINGS, false, Guards.ALL);
    ControllerState master = old;
    ControllerState backup = old;
    for (ProbeResult result : healthy(Server.MASTER, 1)) {
      master = controllers.decide(master.seen(result), result.receivedAt()).next();
    }
    for (ProbeResult result : healthy(Server.BACKUP, 4)) {
      backup = controllers.decide(backup.seen(result), result.receivedAt()).next();
    }
    return List.of(fresh, old, master, backup, old.recorded(new Epoch(1, Server.MASTER, EPOCH_ID)));
  }

  /** What a healthy pair shows, up to just before now. */
  private static List<ProbeResult> healthy(Server active, long epoch) {
    List<ProbeResult> results = new ArrayList<>();
    String activeRun = active.markerWord() + "-run";
    String standbyRun = active.other().markerWord() + "-run";
    String id = active == Server.MASTER ? EPOCH_ID : NEXT_EPOCH_ID;
    for (long at = NOW - 400; at < NOW; at += 100) {
      results.add(result(active.other(), at, state(standbyRun, Views.LINKED, id, 95, epoch, 5)));
      results.add(result(active, at + 5, state(activeRun, Views.MASTER, id, 95, epoch, 5)));
    }
    return results;
  }
}
