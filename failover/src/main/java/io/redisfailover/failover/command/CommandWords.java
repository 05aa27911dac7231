package io.redisfailover.failover.command;

/** Says commands in a log, each in words that a colon and a reason may follow. */
public final class CommandWords {
  private CommandWords() {}

  /** {@return what a command has done, such as {@code Promoted Backup}} */
  public static String done(Command command) {
    return switch (command) {
      case Command.Promote promote -> "Promoted " + promote.server();
      case Command.Unpark unpark -> "Unparked " + unpark.server();
      case Command.Park park -> "Parked " + park.server();
      case Command.Follow follow ->
          "Made " + follow.server() + " a replica of " + follow.server().other();
      case Command.WriteMarkers markers -> "Wrote the markers of " + markers.server();
    };
  }

  /** {@return how the carrying out of a command ended, in words that a full stop may follow} */
  public static String ended(Command command, OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.Done done -> done(command);
      case OrderOutcome.NotSent(String why) -> "Cancelled " + noun(command) + ": " + why;
      case OrderOutcome.Unknown(String why) -> "Could not confirm " + noun(command) + ": " + why;
    };
  }

  /** {@return what was to be done, such as {@code the promotion of Backup}} */
  public static String noun(Command command) {
    return switch (command) {
      case Command.Promote promote -> "the promotion of " + promote.server();
      case Command.Unpark unpark -> "the unparking of " + unpark.server();
      case Command.Park park -> "the parking of " + park.server();
      case Command.Follow follow -> "the rejoin of " + follow.server();
      case Command.WriteMarkers markers -> "the writing of the markers of " + markers.server();
    };
  }
}
