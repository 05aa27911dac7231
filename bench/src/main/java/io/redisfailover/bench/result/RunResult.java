package io.redisfailover.bench.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.redisfailover.bench.rival.Contender;
import io.redisfailover.failover.model.Server;
import java.util.List;

/**
 * One run: one scenario with one contender.
 *
 * @param scenario what happened
 * @param contender to whom
 * @param round which round, from 1
 * @param phaseMillis at which millisecond of the second the fault came, the same for all contenders
 *     of a round
 * @param servedBy who served new clients at the end: master, backup or nobody
 * @param oldKeysLost of 1000 keys from before the load, those that this server does not hold
 * @param zombies writes without a reply that this server holds though the serving server did not
 *     hold them right before the hung one went on
 * @param misplaced client connections that wrote to the other server at the end
 * @param clients what the clients have seen, for each kind
 */
public record RunResult(
    Scenario scenario,
    Contender contender,
    int round,
    int phaseMillis,
    String servedBy,
    int oldKeysLost,
    int zombies,
    int misplaced,
    List<ClientsResult> clients) {
  /** Copies the list. */
  public RunResult {
    clients = List.copyOf(clients);
  }

  /**
   * {@return whether the first server served again at the end, as it is to be in every scenario}
   */
  @JsonIgnore
  public boolean isBack() {
    return servedBy.equals(Server.MASTER.markerWord());
  }

  /** {@return acknowledged writes, of all clients} */
  public long acknowledged() {
    return clients.stream().mapToLong(ClientsResult::acknowledged).sum();
  }

  /** {@return acknowledged writes that are lost, of all clients} */
  public long lost() {
    return clients.stream().mapToLong(ClientsResult::lost).sum();
  }

  /** {@return the most that one client has lost} */
  public long mostLostByOne() {
    return clients.stream().mapToLong(ClientsResult::mostLostByOne).max().orElse(0);
  }
}
