package io.redisfailover.simulation;

import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.simulation.ContractPair.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the two pairs show, compared. Ids are labels on one side and the offsets count entries
 * instead of bytes, so of these the relations are compared: which ids are the same, now and ever
 * before in the sequence, and how two offsets of one history are ordered.
 */
final class ContractComparison {
  /** Which real id is which simulated one. */
  record Ids(Map<String, String> simulated, Map<String, String> real) {
    Ids() {
      this(new HashMap<>(), new HashMap<>());
    }

    Ids copy() {
      return new Ids(new HashMap<>(simulated), new HashMap<>(real));
    }
  }

  /** A number in a history, such as an offset. */
  private record Place(String what, String history, long offset) {}

  private final List<String> differences = new ArrayList<>();
  private final Ids ids;

  private ContractComparison(Ids known) {
    ids = known.copy();
  }

  /**
   * Compares.
   *
   * @param known which id is which so far; gets what is new when there is no difference
   * @return a sentence for each difference
   */
  static List<String> differences(
      Map<Server, Shown> simulated, Map<Server, Shown> real, Ids known) {
    ContractComparison comparison = new ContractComparison(known);
    for (Server server : Server.values()) {
      Optional<Shown> ours = Optional.ofNullable(simulated.get(server));
      Optional<Shown> theirs = Optional.ofNullable(real.get(server));
      comparison.same(server, "answers", ours.isPresent(), theirs.isPresent());
      if (ours.isPresent() && theirs.isPresent()) {
        comparison.compare(server, ours.get(), theirs.get());
      }
    }
    if (comparison.differences.isEmpty()) {
      comparison.compareOrder(places(simulated), places(real));
    }
    if (comparison.differences.isEmpty()) {
      known.simulated.putAll(comparison.ids.simulated);
      known.real.putAll(comparison.ids.real);
    }
    return comparison.differences;
  }

  /** Both count the seconds since a replica heard its primary, from moments of their own. */
  static Optional<String> differenceOfSilence(Server server, Shown simulated, Shown real) {
    long ours = lastIoSeconds(simulated.state());
    long theirs = lastIoSeconds(real.state());
    return Math.abs(ours - theirs) <= 1
        ? Optional.empty()
        : Optional.of(
            "%s has heard its master: simulated %d s ago, real %d s ago"
                .formatted(server, ours, theirs));
  }

  private static long lastIoSeconds(ServerState state) {
    return state.role() instanceof ServerState.Replica replica
        ? replica.lastIoSeconds()
        : ServerState.UNKNOWN;
  }

  private void compare(Server server, Shown simulated, Shown real) {
    ServerState ours = simulated.state();
    ServerState theirs = real.state();
    same(server, "is a master", ours.isPrimary(), theirs.isPrimary());
    same(server, "follows", ours.linkTarget(), theirs.linkTarget());
    same(server, "has its link up", ours.isLinkedToPeer(), theirs.isLinkedToPeer());
    same(server, "is in a full sync", ours.isSyncing(), theirs.isSyncing());
    same(server, "feeds a replica", simulated.feeds(), real.feeds());
    same(server, "has its replica online", simulated.online(), real.online());
    same(server, "hears its replica", ours.replicasOnline(), theirs.replicasOnline());
    same(server, "has heard its master", hasHeard(ours), hasHeard(theirs));
    same(server, "keeps a backlog", simulated.backlog(), real.backlog());
    same(server, "knows functions", ours.markable(), theirs.markable());
    compareMarkers(server, ours.markers(), theirs.markers());
    same(server, "counts keys", ours.keys(), theirs.keys());
    compareKeys(server, simulated, real);
    same(server, "granted full syncs", simulated.fullSyncs(), real.fullSyncs());
    same(server, "granted partial syncs", simulated.partialSyncs(), real.partialSyncs());
    sameId(server, "has the process", ours.runId(), theirs.runId());
    sameId(server, "has the history", ours.replicationId(), theirs.replicationId());
    same(
        server, "has a former history", ours.formerId().isPresent(), theirs.formerId().isPresent());
    if (ours.formerId().isPresent() && theirs.formerId().isPresent()) {
      sameId(server, "has the former history", ours.formerId().get(), theirs.formerId().get());
    }
  }

  private void compareMarkers(Server server, Markers simulated, Markers real) {
    same(server, "holds Master's marker", simulated.master(), real.master());
    same(server, "holds Backup's marker", simulated.backup(), real.backup());
    same(
        server,
        "holds the next marker",
        simulated.next().map(Markers.Next::marker),
        real.next().map(Markers.Next::marker));
    same(server, "has flawed markers", simulated.flaws(), real.flaws());
    if (simulated.next().isPresent() && real.next().isPresent()) {
      sameId(
          server,
          "has the history that the next marker follows",
          simulated.next().get().history(),
          real.next().get().history());
    }
  }

  private static boolean hasHeard(ServerState state) {
    return lastIoSeconds(state) >= 0;
  }

  private void same(Server server, String what, Object simulated, Object real) {
    if (!Objects.equals(simulated, real)) {
      differences.add("%s %s: simulated %s, real %s".formatted(server, what, simulated, real));
    }
  }

  private void compareKeys(Server server, Shown simulated, Shown real) {
    TreeSet<String> onlyOurs = new TreeSet<>(simulated.keys());
    onlyOurs.removeAll(real.keys());
    TreeSet<String> onlyTheirs = new TreeSet<>(real.keys());
    onlyTheirs.removeAll(simulated.keys());
    same(server, "has keys that the other one lacks", onlyOurs, onlyTheirs);
  }

  private void sameId(Server server, String what, String simulated, String real) {
    String expected = ids.real.get(simulated);
    String meant = ids.simulated.get(real);
    if (expected == null && meant == null) {
      ids.real.put(simulated, real);
      ids.simulated.put(real, simulated);
    } else if (!simulated.equals(meant)) {
      same(
          server,
          what,
          expected == null ? "a new one" : simulated,
          meant == null ? "a new one" : meant);
    }
  }

  /**
   * All offsets, each in the histories in which it counts. A former history ends before its {@code
   * second_repl_offset}, which is inside the next entry where bytes are counted.
   */
  private static List<Place> places(Map<Server, Shown> shown) {
    List<Place> places = new ArrayList<>();
    for (Server server : Server.values()) {
      if (shown.containsKey(server)) {
        ServerState state = shown.get(server).state();
        String former = "the end of " + server + "'s former history";
        long formerEnd = state.formerOffsetBytes() - 1;
        places.add(new Place(server + "'s offset", state.replicationId(), state.offsetBytes()));
        places.add(new Place("0", state.replicationId(), 0));
        if (state.formerId().isPresent()) {
          places.add(new Place(former, state.replicationId(), formerEnd));
          places.add(new Place(former, state.formerId().get(), formerEnd));
        }
      }
    }
    return places;
  }

  /** Ids are known to be the same, so the places are the same ones in the same order. */
  private void compareOrder(List<Place> simulated, List<Place> real) {
    for (int i = 0; i < simulated.size(); i++) {
      for (int j = 0; j < i; j++) {
        Place one = simulated.get(i);
        Place other = simulated.get(j);
        int ours = Long.signum(one.offset - other.offset);
        int theirs = Long.signum(real.get(i).offset - real.get(j).offset);
        if (one.history.equals(other.history) && ours != theirs) {
          differences.add(
              "%s is simulated as %s %s, and really is %s: %d and %d, %d and %d"
                  .formatted(
                      one.what,
                      inWords(ours),
                      other.what,
                      inWords(theirs),
                      one.offset,
                      other.offset,
                      real.get(i).offset,
                      real.get(j).offset));
        }
      }
    }
  }

  private static String inWords(int sign) {
    return sign < 0 ? "below" : sign > 0 ? "above" : "equal to";
  }
}
