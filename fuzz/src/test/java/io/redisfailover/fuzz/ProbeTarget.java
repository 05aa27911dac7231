package io.redisfailover.fuzz;

import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.marker.MarkerReader;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.resp.MalformedRespException;
import io.redisfailover.failover.resp.RespDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server says of itself: every answer is one of those that the protocol knows. */
final class ProbeTarget {
  private static final Probe PROBE =
      new Probe(Optional.of(new MarkerReader(MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST)))));
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("10.0.0.2", 6379));

  private ProbeTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    List<Reply> replies = new ArrayList<>();
    try {
      new RespDecoder().feed(input, 0, input.length, replies::add);
    } catch (MalformedRespException refused) {
      // What came before it is read all the same.
    }
    int wanted = PROBE.commands().size();
    if (replies.size() >= wanted) {
      check(PROBE.answer(Server.MASTER, ENDPOINTS, List.copyOf(replies.subList(0, wanted))));
    } else {
      PROBE.answerBeforeOversized(Server.BACKUP, ENDPOINTS, replies).ifPresent(ProbeTarget::check);
    }
  }

  private static void check(ProbeAnswer answer) {
    if (answer.inWords().isEmpty() || answer.predicate().isEmpty()) {
      throw new IllegalStateException("an answer without words");
    }
    if (answer instanceof ProbeAnswer.Answered(var state) && state.marker().isPresent()) {
      throw new IllegalStateException("a marker that was forged: " + state.marker());
    }
  }
}
