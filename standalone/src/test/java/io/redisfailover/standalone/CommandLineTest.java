package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
import io.redisfailover.standalone.operations.PersonRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static final Path FILE = Path.of("x.yaml");

  @Test
  void runsTheFileWhenNothingElseIsSaid() {
    assertThat(parse("--config", "x.yaml")).isEqualTo(new CommandLine.Run(FILE));
  }

  @Test
  void asksForTheStatusInWordsOrAsJson() {
    assertThat(parse("--config", "x.yaml", "--status"))
        .isEqualTo(ask(new PersonRequest.Status(false)));
    assertThat(parse("--config", "x.yaml", "--status", "--json"))
        .isEqualTo(ask(new PersonRequest.Status(true)));
    assertThat(parse("--json", "--status", "--config", "x.yaml"))
        .isEqualTo(ask(new PersonRequest.Status(true)));
  }

  @Test
  void asksForASwitchToTheServerThatIsNamed() {
    assertThat(parse("--config", "x.yaml", "--switchover", "Backup"))
        .isEqualTo(ask(new PersonRequest.Switchover(Node.BACKUP)));
    assertThat(parse("--switchover", "master", "--config", "x.yaml"))
        .isEqualTo(ask(new PersonRequest.Switchover(Node.MASTER)));
  }

  @Test
  void takesTheAnswerToAQuestion() {
    assertThat(parse("--config", "x.yaml", "--promote", "Master"))
        .isEqualTo(ask(new PersonRequest.Promote(Node.MASTER)));
  }

  @Test
  void saysWhichServersThereAre() {
    assertThat(parse("--config", "x.yaml", "--switchover"))
        .isEqualTo(new CommandLine.Wrong("Write Master or Backup after --switchover."));
    assertThat(parse("--config", "x.yaml", "--promote", "Slave"))
        .isEqualTo(new CommandLine.Wrong("Write Master or Backup after --promote."));
  }

  @Test
  void saysWhatIsNoPath() {
    assertThat(parse("--config", "a\0b"))
        .isInstanceOfSatisfying(
            CommandLine.Wrong.class, wrong -> assertThat(wrong.sentence()).contains("is no path"));
  }

  @Test
  void doesOneThingAtATime() {
    assertThat(parse("--config", "x.yaml", "--switchover", "Backup", "--json"))
        .isEqualTo(new CommandLine.Wrong("These do not go together: --switchover Backup --json."));
    assertThat(parse("--config", "x.yaml", "--status", "--check"))
        .isEqualTo(new CommandLine.Wrong("These do not go together: --status --check."));
    assertThat(parse("--config", "x.yaml", "--failover", "Backup"))
        .isEqualTo(new CommandLine.Wrong("There is no option --failover Backup."));
  }

  @Test
  void needsAFileForEverything() {
    assertThat(parse("--status")).isEqualTo(new CommandLine.Wrong("There is no --config FILE."));
  }

  private static CommandLine ask(PersonRequest request) {
    return new CommandLine.Ask(FILE, request);
  }

  private static CommandLine parse(String... arguments) {
    return CommandLine.parse(List.of(arguments));
  }
}
