package io.redisfailover.failover.policy;

import static io.redisfailover.failover.policy.Views.millis;
import static io.redisfailover.failover.policy.Views.state;
import static io.redisfailover.failover.policy.Views.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
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
  private static final String LINE_ID = "line-history";
  private static final String NEXT_LINE_ID = "next-lines-history";
  private static final String OTHER_ID = "other-history";
  private static final long NOW = 1_000;
  private static final long[] LATER = {0, 300, 700, 11_000};
  private static final FailoverSettings SETTINGS =
      new FailoverSettings(50, Duration.ofMillis(1_500));
  private static final ControllerSettings CONTROLLER =
      new ControllerSettings(
          SETTINGS,
          new Endpoints(new Endpoint("a", 1_000), new Endpoint("b", 1_000)),
          Node.MASTER,
          true,
          Duration.ofSeconds(1));

  private final List<Decided> commands = new ArrayList<>();
  private final ProxyPolicy proxies = new ProxyPolicy(SETTINGS);
  private final ControllerPolicy controllers = new ControllerPolicy(CONTROLLER);
  private final List<ProxyState> proxyMemories = proxyMemories();
  private final List<ControllerState> controllerMemories = controllerMemories();

  /** A decision, and the two answers on which it was made. */
  private record Decided(
      Answer master,
      Answer backup,
      Optional<Line> line,
      Optional<Command> command,
      Optional<Cause> cause,
      String why) {
    Answer of(Node node) {
      return node == Node.MASTER ? master : backup;
    }

    Optional<ServerState> state(Node node) {
      return of(node) instanceof Answer.Answered(ServerState state)
          ? Optional.of(state)
          : Optional.empty();
    }
  }

  @Test
  void onlyAStandbyInTheLinesHistoryIsPromoted() {
    everyCommand(
        Command.Promote.class,
        (decided, promote) -> {
          ServerState standby = decided.state(promote.node()).orElseThrow();
          Line line = decided.line().orElseThrow();
          assertThat(standby.followsPeer()).as(decided.toString()).isTrue();
          assertThat(standby.isSyncing()).as(decided.toString()).isFalse();
          assertThat(standby.replicationId()).isEqualTo(line.replicationId());
          assertThat(promote.lineNumber()).isEqualTo(line.numberAfterMove());
          assertThat(promote.node()).isEqualTo(line.node().other());
        });
  }

  @Test
  void noStandbyIsPromotedWhileTheLinesOwnMasterAnswers() {
    everyCommand(
        Command.Promote.class,
        (decided, promote) -> {
          Line line = decided.line().orElseThrow();
          boolean alive =
              decided
                  .state(line.node())
                  .filter(ServerState::isMaster)
                  .filter(server -> server.replicationId().equals(line.replicationId()))
                  .filter(server -> server.markerNumber() == line.number())
                  .isPresent();
          assertThat(alive).as(decided.toString()).isFalse();
        });
  }

  @Test
  void aMasterWithKeysAndAnUnknownMarkerIsNeverParked() {
    everyCommand(
        Command.Park.class,
        (decided, park) -> {
          ServerState server = decided.state(park.node()).orElseThrow();
          boolean unknownData =
              server.isMaster() && server.marker().isEmpty() && server.keys() != 0;
          assertThat(unknownData).as(decided.toString()).isFalse();
        });
  }

  @Test
  void nothingNewerAndNothingUnknownIsOverwritten() {
    everyCommand(
        Command.Follow.class,
        (decided, follow) -> {
          ServerState server = decided.state(follow.node()).orElseThrow();
          ServerState active = decided.state(follow.node().other()).orElseThrow();
          Line line = decided.line().orElseThrow();
          assertThat(server.isParked()).as(decided.toString()).isTrue();
          assertThat(active.isMaster()).as(decided.toString()).isTrue();
          assertThat(server.markerNumber()).isLessThanOrEqualTo(line.number());
          boolean known =
              server.marker().isPresent()
                  || server.keys() == 0
                  || server.replicationId().equals(line.replicationId());
          assertThat(known).as(decided.toString()).isTrue();
        });
  }

  @Test
  void onlyAParkedServerIsUnparkedAndNeverBesideAMasterOfALine() {
    everyCommand(
        Command.Unpark.class,
        (decided, unpark) -> {
          assertThat(decided.state(unpark.node()).orElseThrow().isParked()).isTrue();
          boolean masterOfALine =
              decided
                  .state(unpark.node().other())
                  .filter(ServerState::isMaster)
                  .filter(other -> other.marker().isPresent())
                  .filter(other -> other.marker().get().node() == unpark.node().other())
                  .isPresent();
          assertThat(masterOfALine).as(decided.toString()).isFalse();
          long held = decided.state(unpark.node()).orElseThrow().markerNumber();
          assertThat(unpark.lineNumber()).isGreaterThan(held);
        });
  }

  @Test
  void markersAreWrittenToMastersOnlyAndNeverLowered() {
    everyCommand(
        Command.WriteMarkers.class,
        (decided, write) -> {
          ServerState server = decided.state(write.node()).orElseThrow();
          assertThat(server.isMaster()).as(decided.toString()).isTrue();
          assertThat(write.line().number()).isGreaterThanOrEqualTo(server.markerNumber());
        });
  }

  @Test
  void clientsAreRoutedOnlyToAMasterOfTheirLine() {
    everyPair((master, backup) -> {
      for (ProxyState memory : proxyMemories) {
        ProxyState state = memory;
        for (long later : LATER) {
          state = shown(state, master, backup, NOW + later);
          ProxyDecision decision = proxies.decide(state, millis(NOW + later + 5));
          state = decision.next();
          if (decision.routing() instanceof Routing.To(Line line)
              && (line.node() == Node.MASTER ? master : backup)
                  instanceof Answer.Answered(ServerState active)) {
            assertThat(active.isMaster()).as(decision.why()).isTrue();
            assertThat(active.marker().map(m -> m.equals(line.marker())).orElse(true))
                .as(decision.why())
                .isTrue();
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
          Node former = promote.node().other();
          Set<Cause> fitting =
              switch (decided.of(former)) {
                case Answer.Refused refused -> Set.of(Cause.REFUSED);
                case Answer.Closed closed -> Set.of(Cause.CLOSED);
                case Answer.Garbled garbled -> Set.of(Cause.GARBLED);
                case Answer.Silent silent -> Set.of(Cause.SILENT);
                case Answer.Errored errored -> Set.of(Cause.RESTARTED, Cause.FOREIGN);
                case Answer.Answered(ServerState state) when state.runId().endsWith("run2") ->
                    Set.of(Cause.RESTARTED);
                case Answer.Answered(ServerState state) ->
                    state.isParked()
                        ? Set.of(Cause.HANDOVER, Cause.DEMOTED)
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
   * standby whose master is gone: a proxy that witnessed it promotes, a controller that did not
   * parks it before a cold start. Whichever comes second finds another role and is refused. An
   * empty master without a marker is left out: there is nothing on it to lose.
   */
  @Test
  void proxyAndControllerNeverSendDifferentCommandsToOneServer() {
    Map<String, Set<String>> conflicts = new TreeMap<>();
    everyPair((master, backup) -> {
      List<Decided> ofProxies = proxyDecisions(master, backup);
      List<Decided> ofControllers = controllerDecisions(master, backup);
      for (Node node : Node.values()) {
        if (isEmptyUnmarkedMaster(node == Node.MASTER ? master : backup)) {
          continue;
        }
        Set<String> fromProxies = kinds(ofProxies, node);
        Set<String> fromControllers = kinds(ofControllers, node);
        for (String proxy : fromProxies) {
          for (String controller : fromControllers) {
            if (!proxy.equals(controller)) {
              conflicts
                  .computeIfAbsent(proxy + " / " + controller, key -> new TreeSet<>())
                  .add(node + ": " + master + " | " + backup);
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

  private void everyPair(BiConsumer<Answer, Answer> check) {
    for (Answer master : answers("master-run")) {
      for (Answer backup : answers("backup-run")) {
        if (!twoMastersOfOneHistory(master, backup)) {
          check.accept(master, backup);
        }
      }
    }
  }

  private static boolean isEmptyUnmarkedMaster(Answer answer) {
    return answer instanceof Answer.Answered(ServerState state)
        && state.isMaster()
        && state.marker().isEmpty()
        && state.keys() == 0;
  }

  /** A promotion gives a server a new id, so no two masters can show the same. */
  private static boolean twoMastersOfOneHistory(Answer one, Answer other) {
    return one instanceof Answer.Answered(ServerState first)
        && other instanceof Answer.Answered(ServerState second)
        && first.isMaster()
        && second.isMaster()
        && first.replicationId().equals(second.replicationId());
  }

  private static List<Answer> answers(String runId) {
    List<Answer> answers = new ArrayList<>();
    answers.add(new Answer.Refused());
    answers.add(new Answer.Silent("no answer in time"));
    answers.add(new Answer.Closed(true));
    answers.add(new Answer.Errored(ErrorReply.parse("LOADING"), Optional.of(runId + "-restarted")));
    answers.add(new Answer.Errored(ErrorReply.parse("NOAUTH"), Optional.empty()));
    for (ServerState.Role role :
        List.of(
            Views.MASTER,
            Views.PARKED,
            Views.LINKED,
            Views.UNHEARD,
            Views.LINK_DOWN,
            Views.SYNCING,
            Views.STRAYED)) {
      for (String id : List.of(LINE_ID, NEXT_LINE_ID, OTHER_ID)) {
        for (long line : new long[] {0, 1, 4}) {
          answers.add(new Answer.Answered(state(runId, role, id, 100, line, 5)));
        }
        answers.add(new Answer.Answered(state(runId, role, id, 100, 0, 0)));
        answers.add(new Answer.Answered(state(runId + "2", role, id, 90, 1, 5)));
      }
    }
    return answers;
  }

  private List<Decided> decided(Answer master, Answer backup) {
    List<Decided> all = new ArrayList<>(proxyDecisions(master, backup));
    all.addAll(controllerDecisions(master, backup));
    return all;
  }

  private List<Decided> proxyDecisions(Answer master, Answer backup) {
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
                decision.next().line(),
                decision.order().map(order -> order.command()),
                decision.cause(),
                decision.why()));
        state = decision.next();
      }
    }
    return all;
  }

  private List<Decided> controllerDecisions(Answer master, Answer backup) {
    List<Decided> all = new ArrayList<>();
    for (ControllerState memory : controllerMemories) {
      ControllerState state = memory;
      for (long later : LATER) {
        state =
            state
                .seen(view(Node.MASTER, NOW + later, master))
                .seen(view(Node.BACKUP, NOW + later + 2, backup))
                .proxiesAsked(millis(NOW + later + 2));
        ControllerDecision decision = controllers.decide(state, millis(NOW + later + 5));
        Optional<Command> command =
            decision.action() instanceof ControllerDecision.Carry carry
                ? Optional.of(carry.order().command())
                : Optional.empty();
        all.add(
            new Decided(
                master,
                backup,
                decision.next().line(),
                command,
                decision.action().cause(),
                decision.action().why()));
        state = decision.next();
      }
    }
    return all;
  }

  private static ProxyState shown(ProxyState state, Answer master, Answer backup, long at) {
    return state.seen(view(Node.MASTER, at, master)).seen(view(Node.BACKUP, at + 2, backup));
  }

  private static Set<String> kinds(List<Decided> decisions, Node node) {
    Set<String> kinds = new TreeSet<>();
    for (Decided decided : decisions) {
      decided
          .command()
          .filter(command -> command.node() == node)
          .ifPresent(command -> kinds.add(command.getClass().getSimpleName()));
    }
    return kinds;
  }

  /** Proxies that know nothing, that saw a healthy pair, and that were told of a newer line. */
  private List<ProxyState> proxyMemories() {
    ProxyState fresh = ProxyState.starting(Views.START, SETTINGS);
    ProxyState master = fresh;
    ProxyState backup = fresh;
    for (View view : healthy(Node.MASTER, 1)) {
      master = proxies.decide(master.seen(view), view.receivedAt()).next();
    }
    for (View view : healthy(Node.BACKUP, 4)) {
      backup = proxies.decide(backup.seen(view), view.receivedAt()).next();
    }
    assertThat(master.routed()).isPresent();
    assertThat(backup.routed()).isPresent();
    return List.of(fresh, master, backup, master.pushed(1, new Line(4, Node.BACKUP, NEXT_LINE_ID)));
  }

  private List<ControllerState> controllerMemories() {
    ControllerState fresh = ControllerState.starting(Views.START, SETTINGS, true, Guards.ALL);
    ControllerState old = ControllerState.starting(Views.START, SETTINGS, false, Guards.ALL);
    ControllerState master = old;
    ControllerState backup = old;
    for (View view : healthy(Node.MASTER, 1)) {
      master = controllers.decide(master.seen(view), view.receivedAt()).next();
    }
    for (View view : healthy(Node.BACKUP, 4)) {
      backup = controllers.decide(backup.seen(view), view.receivedAt()).next();
    }
    return List.of(fresh, old, master, backup, old.recorded(new Line(1, Node.MASTER, LINE_ID)));
  }

  /** What a healthy pair shows, up to just before now. */
  private static List<View> healthy(Node active, long line) {
    List<View> views = new ArrayList<>();
    String activeRun = active.markerWord() + "-run";
    String standbyRun = active.other().markerWord() + "-run";
    String id = active == Node.MASTER ? LINE_ID : NEXT_LINE_ID;
    for (long at = NOW - 400; at < NOW; at += 100) {
      views.add(view(active.other(), at, state(standbyRun, Views.LINKED, id, 95, line, 5)));
      views.add(view(active, at + 5, state(activeRun, Views.MASTER, id, 95, line, 5)));
    }
    return views;
  }
}
