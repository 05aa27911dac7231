package io.redisfailover.bench.result;

import java.util.List;

/**
 * What the clients of one kind have seen in one run.
 *
 * @param kind which clients
 * @param acknowledged writes with a reply
 * @param lost those of them that the server does not hold to which clients are routed at the end
 * @param mostLostByOne the most that one client has lost
 * @param faultErrors failures that clients saw from the fault to the failback
 * @param returnErrors failures that clients saw afterwards
 * @param calmMillis each client's longest pause in the second before the fault, in milliseconds
 * @param faultMillis each client's pause of the fault, in milliseconds
 * @param returnMillis each client's pause of the failback, in milliseconds
 * @param waiting clients that were still waiting at the end; their last pause is cut off there
 */
public record ClientsResult(
    ClientKind kind,
    long acknowledged,
    long lost,
    long mostLostByOne,
    int faultErrors,
    int returnErrors,
    List<Integer> calmMillis,
    List<Integer> faultMillis,
    List<Integer> returnMillis,
    int waiting) {
  /** Copies the lists. */
  public ClientsResult {
    calmMillis = List.copyOf(calmMillis);
    faultMillis = List.copyOf(faultMillis);
    returnMillis = List.copyOf(returnMillis);
  }
}
