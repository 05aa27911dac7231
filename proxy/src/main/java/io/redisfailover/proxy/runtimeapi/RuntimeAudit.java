package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.failover.model.Printable;
import io.redisfailover.proxy.log.RefusalLog;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs who had what changed by the runtime API, and what came of it. What follows the words of a
 * command is left out, and so is the free text that an agent is sent. Used on one event loop.
 */
final class RuntimeAudit {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeAudit.class);

  /** No command that changes something has more words. */
  private static final int MOST_WORDS = 5;

  private static final String FREE_TEXT = "agent-send";

  private final RefusalLog refusals;

  RuntimeAudit(RefusalLog refusals) {
    this.refusals = refusals;
  }

  /** A command was answered. */
  void answered(String from, RuntimeCommand command, CommandCall call, CliReply reply) {
    if (command.changes()) {
      String outcome = reply.text().strip();
      LOG.info(
          "The runtime API was asked by {} for `{}`: {}",
          from,
          inWords(call),
          outcome.isEmpty() ? "done." : Printable.shortened(outcome));
    }
  }

  /** A command was not carried out, because its connection may not give it. */
  void denied(String from, RuntimeCommand command, CommandCall call) {
    if (command.changes()) {
      refusals.refused(
          from,
          "`%s` needs level %s, and this connection has %s."
              .formatted(inWords(call), command.level(), call.state().level()));
    }
  }

  private static String inWords(CommandCall call) {
    List<String> words = call.words().all();
    int most = words.contains(FREE_TEXT) ? words.indexOf(FREE_TEXT) + 1 : MOST_WORDS;
    return Printable.shortened(String.join(" ", words.subList(0, Math.min(most, words.size()))));
  }
}
