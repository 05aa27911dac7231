package io.redisfailover.failover.observer;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What each observer knew of the standby when the failure of the active server was judged, in
 * words. For people: nothing is decided by it.
 */
public final class EvidenceTrace {
  private EvidenceTrace() {}

  /**
   * {@return what the observer knew, and then what each of its peers said, or that it did not say
   * it; peers that were not asked do not stand there}
   *
   * @param seen what the observer remembers
   * @param observer how it is called
   */
  public static List<String> of(ObserverMemory seen, String observer) {
    Optional<Epoch> epoch = seen.epoch();
    Optional<Instant> failed = seen.failedSince();
    if (epoch.isEmpty() || failed.isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    Optional<Instant> failing = seen.activeMemory().failingSince().or(seen::failedSince);
    Ways ways = seen.ways();
    words.add(observer + " " + words(seen, seen.evidence(), failing, ways.own()));
    Peers peers = ways.peers();
    new TreeMap<>(peers.told()).forEach((name, said) -> words.add(name + " " + words(seen, said)));
    if (!peers.told().isEmpty() || Promotability.asksPeers(seen)) {
      peers
          .silentSince(failed.get())
          .forEach(name -> {
            if (!peers.told().containsKey(name)) {
              words.add(name + " did not say what it had seen");
            }
          });
    }
    return List.copyOf(words);
  }

  private static String words(ObserverMemory seen, PeerEvidence said) {
    if (!said.epoch().equals(seen.epoch())) {
      return "believed in " + said.epoch().map(Epoch::toString).orElse("no epoch");
    }
    if (said.failingSince().isEmpty()) {
      return "still had answers of " + active(seen);
    }
    return words(seen, said.evidence(), said.failingSince(), said.lulls());
  }

  private static String words(
      ObserverMemory seen, SyncEvidence evidence, Optional<Instant> failing, Lulls lulls) {
    Optional<ServerState> copy = seen.standbyMemory().state();
    boolean inSync = copy.filter(evidence::shows).isPresent();
    String sync = (inSync ? "had seen " : "had not seen ") + active(seen).other() + " in sync, ";
    Optional<Instant> alive = evidence.activeSeenAt();
    if (alive.isEmpty() || failing.isEmpty()) {
      return sync + "and had never seen " + active(seen) + " answer";
    }
    Duration before = Duration.between(alive.get(), failing.get());
    boolean isWay = !lulls.equals(Lulls.ALWAYS);
    Duration idle = isWay ? lulls.within(alive.get(), failing.get()) : Duration.ZERO;
    String last = "and " + active(seen) + " answer until " + millis(before) + " before it failed";
    return sync
        + last
        + (idle.isZero() ? "" : ", of which it passed nothing on for " + millis(idle));
  }

  private static Server active(ObserverMemory seen) {
    return seen.epoch().orElseThrow().server();
  }

  private static String millis(Duration time) {
    return Math.max(0, time.toMillis()) + " ms";
  }
}
