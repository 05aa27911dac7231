package io.redisfailover.standalone.operations;

import io.redisfailover.configuration.file.Failover;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Node;
import io.redisfailover.standalone.operations.ControllerClient.NotDoneException;
import java.io.PrintStream;
import java.util.Optional;

/** Carries out what a person asks for on the command line, and prints what came out. */
public final class Operations {
  private final Endpoint control;
  private final String token;
  private final Failover failover;
  private final PrintStream out;

  /**
   * Operations on one running process.
   *
   * @param control where its control API is
   * @param token what the control API must be shown; never printed
   * @param failover what its file says of the way back
   * @param out where the outcome is printed
   */
  public Operations(Endpoint control, String token, Failover failover, PrintStream out) {
    this.control = control;
    this.token = token;
    this.failover = failover;
    this.out = out;
  }

  /**
   * Does it, and waits for its end.
   *
   * @return why it was not done; empty when it was
   */
  public Optional<String> run(PersonRequest request) {
    try (ControllerClient client = new ControllerClient(control, token)) {
      switch (request) {
        case PersonRequest.Status(boolean json) ->
            out.println(json ? client.statusJson() : StatusText.of(client.status()));
        case PersonRequest.Switchover(Node to) -> switchover(client, to);
        case PersonRequest.Promote(Node survivor) -> promote(client, survivor);
      }
      return Optional.empty();
    } catch (NotDoneException why) {
      return Optional.of(why.sentence());
    }
  }

  private void switchover(ControllerClient client, Node to) throws NotDoneException {
    out.println(client.switchover(to));
    if (to != failover.preferred() && failover.failback().policy() == Failover.Policy.AUTOMATIC) {
      out.println(
          "It goes back to "
              + failover.preferred()
              + " by itself, as failover.failback says. Write `policy: Manual` there, or `preferred: "
              + to
              + "`, for it to stay.");
    }
  }

  private void promote(ControllerClient client, Node survivor) throws NotDoneException {
    client
        .status()
        .decisionRequired()
        .ifPresent(question -> out.println("The question: " + question));
    out.println(client.promote(survivor));
  }
}
