package io.redisfailover.standalone.admin;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.model.Server;
import io.redisfailover.standalone.admin.ControllerClient.NotDoneException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;

/** Carries out what an administrator asks for on the command line, and prints what came out. */
public final class AdminCommands {
  private final ControlAccess control;
  private final Function<Server, Optional<String>> failback;
  private final PrintStream out;

  /**
   * Operations on one running process.
   *
   * @param control how it is asked
   * @param failback what is to be known of the way back after a switchover to a server
   * @param out where the outcome is printed
   */
  public AdminCommands(
      ControlAccess control, Function<Server, Optional<String>> failback, PrintStream out) {
    this.control = control;
    this.failback = failback;
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
          failback.apply(to).ifPresent(out::println);
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

  /**
   * Has the process read its file anew, and prints what it took.
   *
   * @return why it was not taken; empty if it was
   */
  public Optional<String> reload() {
    return run(client -> out.println(client.reload()));
  }

  /** What is done with a client of the control API. */
  private interface Command {
    void run(ControllerClient client) throws NotDoneException;
  }

  private Optional<String> run(Command command) {
    try (ControllerClient client = new ControllerClient(control)) {
      command.run(client);
      return Optional.empty();
    } catch (NotDoneException why) {
      return Optional.of(why.sentence());
    }
  }
}
