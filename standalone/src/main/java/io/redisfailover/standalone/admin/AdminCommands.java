package io.redisfailover.standalone.admin;

import io.redisfailover.configuration.file.FailoverSection;
import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Server;
import io.redisfailover.standalone.admin.ControllerClient.NotDoneException;
import java.io.PrintStream;
import java.util.Optional;

/** Carries out what an administrator asks for on the command line, and prints what came out. */
public final class AdminCommands {
  private final Endpoint control;
  private final String token;
  private final FailoverSection failover;
  private final PrintStream out;

  /**
   * Operations on one running process.
   *
   * @param control where its control API is
   * @param token what the control API must be shown; never printed
   * @param failover what its file says of the way back
   * @param out where the outcome is printed
   */
  public AdminCommands(Endpoint control, String token, FailoverSection failover, PrintStream out) {
    this.control = control;
    this.token = token;
    this.failover = failover;
    this.out = out;
  }

  /**
   * Prints the status of the controller.
   *
   * @param json whether as one JSON object instead of a few lines of text
   * @return why it failed; empty if it did not
   */
  public Optional<String> status(boolean json) {
    return run(client -> out.println(json ? client.statusJson() : StatusText.of(client.status())));
  }

  /**
   * Sends a request to the controller, waits for its outcome and prints it.
   *
   * @return why it was not carried out; empty if it was
   */
  public Optional<String> ask(ControllerRequest request) {
    return run(client -> {
      switch (request) {
        case ControllerRequest.Switchover(Server to) -> {
          out.println(client.ask(request));
          announceFailback(to);
        }
        case ControllerRequest.KeepDataOf decision -> {
          client
              .status()
              .decisionRequired()
              .ifPresent(question -> out.println(Sentence.of("Decision required: " + question)));
          out.println(client.ask(request));
        }
      }
    });
  }

  private void announceFailback(Server to) {
    if (to != failover.preferred()
        && failover.failback().policy() == FailoverSection.Policy.AUTOMATIC) {
      out.println(
          "The controller switches back to "
              + failover.preferred()
              + " after failover.failback.delay; set `policy: Manual`, or `preferred: "
              + to
              + "`, to prevent that.");
    }
  }

  /** What is done with a client of the control API. */
  private interface Command {
    void run(ControllerClient client) throws NotDoneException;
  }

  private Optional<String> run(Command command) {
    try (ControllerClient client = new ControllerClient(control, token)) {
      command.run(client);
      return Optional.empty();
    } catch (NotDoneException why) {
      return Optional.of(why.sentence());
    }
  }
}
