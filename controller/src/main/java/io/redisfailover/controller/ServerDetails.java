package io.redisfailover.controller;

import io.redisfailover.controller.redis.FullServer;
import io.redisfailover.controller.redis.ServerDifferences;
import io.redisfailover.controller.redis.ServerTraits;
import io.redisfailover.controller.redis.SettingsReport;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.observer.Patience;
import io.redisfailover.failover.observer.Stall;
import io.redisfailover.failover.policy.MarkerRepair;
import io.redisfailover.failover.policy.controller.ControllerState;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a status says of the servers that no decision rests on. For one thread. */
final class ServerDetails {
  private final Map<Server, List<String>> faults = new EnumMap<>(Server.class);
  private final Map<Server, ServerTraits> traits = new EnumMap<>(Server.class);

  /** Said with each decision, but compared only when something was read. */
  private List<String> differences = List.of();

  private Optional<Stall> stall = Optional.empty();
  private String stallInWords = "";
  private Optional<ControllerStatus.Discarded> discarded = Optional.empty();

  /** The settings of a server were read. */
  void read(Server server, SettingsReport settings) {
    faults.put(server, settings.faults());
    compared(server, settings.traits());
  }

  /** What a server has was read. */
  void compared(Server server, ServerTraits read) {
    ServerTraits before = traits.put(server, read);
    if (before == null || !read.comparesAs(before)) {
      differences = ServerDifferences.problems(of(Server.MASTER), of(Server.BACKUP));
    }
  }

  /** {@return why data would be lost if a server took over now; empty when none would} */
  Optional<String> unfit(Server server) {
    return ServerDifferences.loss(server.other(), of(server.other()), of(server));
  }

  /**
   * A server follows the active one, and discards what only it holds.
   *
   * @param server the server
   * @param decided the state on which that was decided
   */
  void follows(Server server, ControllerState decided) {
    OptionalLong bytes = decided.discardedBytes(server);
    if (bytes.isPresent()) {
      discarded =
          decided
              .epoch()
              .map(epoch ->
                  new ControllerStatus.Discarded(server, epoch.number(), bytes.getAsLong()));
    }
  }

  /**
   * A stall was explained.
   *
   * @param explained the stall and its cause
   * @param seen what the controller remembers
   * @return both in one sentence, with what follows from it
   */
  String stalled(ControllerEvent.Explained explained, ObserverMemory seen) {
    stall = Optional.of(explained.stall());
    stallInWords = explained.stall().inWords() + ": " + explained.cause();
    return withPatience(seen.patience());
  }

  private String withPatience(Patience patience) {
    return stallInWords + patience.inWords().map(words -> "; " + words).orElse("");
  }

  /**
   * {@return each server in a few words, the one that stalled with the stall and with what is
   * different for now: nothing is wrong with it, so that is no problem}
   *
   * @param seen what the controller remembers
   */
  Map<Server, String> servers(ObserverMemory seen) {
    Map<Server, String> words = new EnumMap<>(Server.class);
    for (Server server : Server.values()) {
      words.put(server, seen.of(server).inWords());
    }
    Patience patience = seen.patience();
    if (patience.isRaised() && stall.equals(patience.falseAlarm())) {
      stall.ifPresent(known ->
          words.computeIfPresent(
              known.server(), (server, state) -> state + "; " + withPatience(patience)));
    }
    return words;
  }

  /**
   * {@return one sentence for each wrong setting, for each difference of the servers, for each
   * server with foreign markers, and for a primary that refuses writes}
   *
   * @param seen what the controller remembers
   */
  List<String> problems(ObserverMemory seen) {
    return Stream.of(
            faults.values().stream().flatMap(List::stream),
            differences.stream(),
            MarkerRepair.problems(seen).stream(),
            refusals(seen))
        .flatMap(sentences -> sentences)
        .toList();
  }

  /** A server whose disk or memory is full goes on, and answers reads: nothing else tells of it. */
  private Stream<String> refusals(ObserverMemory seen) {
    return Arrays.stream(Server.values())
        .flatMap(server ->
            seen.of(server).state().filter(ServerState::isPrimary).stream()
                .flatMap(state -> refusals(server, state)));
  }

  private Stream<String> refusals(Server server, ServerState primary) {
    Optional<String> disk =
        primary
            .notice()
            .filter(notice -> notice.kind() == ErrorReply.Kind.MISCONF)
            .map(notice -> refusal(server, notice));
    return Stream.of(disk, FullServer.problem(server, of(server))).flatMap(Optional::stream);
  }

  private static String refusal(Server server, ErrorReply notice) {
    return "%s refuses writes (%s); make room on its disk or repair it, or switch over to %s."
        .formatted(server, notice, server.other());
  }

  private ServerTraits of(Server server) {
    return traits.getOrDefault(server, ServerTraits.UNKNOWN);
  }

  /** {@return name and version of each server, as far as known} */
  Map<Server, String> versions() {
    Map<Server, String> versions = new EnumMap<>(Server.class);
    traits.forEach(
        (server, known) -> known.version().ifPresent(version -> versions.put(server, version)));
    return versions;
  }

  /** {@return what was discarded last} */
  Optional<ControllerStatus.Discarded> discarded() {
    return discarded;
  }
}
