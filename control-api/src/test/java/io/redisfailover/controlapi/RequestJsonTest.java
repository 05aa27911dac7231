package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.testsupport.EveryComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked arrives whole, as it stands here, and in no other form. */
class RequestJsonTest {
  private static final Epoch EPOCH = new Epoch(7, Server.MASTER, "abc");
  private static final String EPOCH_JSON =
      "{\"number\":7,\"server\":\"Master\",\"replicationId\":\"abc\"}";
  private static final String PUSH =
      "{\"version\":1,\"sequence\":13,\"epoch\":"
          + EPOCH_JSON
          + ",\"endpoints\":{\"master\":{\"host\":\"10.0.0.1\",\"port\":6379,"
          + "\"aliases\":[\"redis-a\",\"redis-b\"]},"
          + "\"backup\":{\"host\":\"::1\",\"port\":6380}}}";
  private static final String PEERS =
      "{\"version\":1,\"sequence\":7,\"peers\":[{\"host\":\"10.0.0.7\",\"port\":8182,\"aliases\":[\"p\"]}]}";
  private static final String PREPARE =
      "{\"version\":1,\"attempt\":\"a1\",\"cause\":\"failback\",\"deadlineMillis\":2000}";
  private static final String END =
      "{\"version\":1,\"attempt\":\"a1\",\"epoch\":" + EPOCH_JSON + "}";
  private static final String CHOICE = "{\"version\":1,\"server\":\"Backup\"}";

  @Test
  void aPushArrivesWhole() throws BadMessageException {
    EpochPush push =
        new EpochPush(
            13,
            EPOCH,
            new Endpoints(
                new Endpoint("10.0.0.1", 6379, Set.of("redis-b", "redis-a")),
                new Endpoint("::1", 6380)));

    assertThat(RequestJson.write(push)).isEqualTo(PUSH);
    assertThat(RequestJson.push(bytes(PUSH))).isEqualTo(push);
  }

  @Test
  void theListOfPeersArrivesWhole() throws BadMessageException {
    PeerList list =
        EveryComponent.set(new PeerList(7, List.of(new Endpoint("10.0.0.7", 8182, Set.of("p")))));

    assertThat(RequestJson.write(list)).isEqualTo(PEERS);
    assertThat(RequestJson.peers(bytes(PEERS))).isEqualTo(list);
    assertThat(RequestJson.peers(bytes("{\"version\":1,\"sequence\":7,\"peers\":[]}")).peers())
        .isEmpty();
  }

  @Test
  void aQuestionOfAPeerArrivesWhole() throws BadMessageException {
    EvidenceQuestion question = EveryComponent.set(new EvidenceQuestion("n1"));

    assertThat(RequestJson.write(question)).isEqualTo("{\"version\":1,\"nonce\":\"n1\"}");
    assertThat(RequestJson.question(bytes(RequestJson.write(question)))).isEqualTo(question);
  }

  @Test
  void anAnnouncedSwitchArrivesWhole() throws BadMessageException {
    SwitchoverPrepare prepare =
        EveryComponent.set(new SwitchoverPrepare("a1", Cause.FAILBACK, Duration.ofSeconds(2)));

    assertThat(RequestJson.write(prepare)).isEqualTo(PREPARE);
    assertThat(RequestJson.prepare(bytes(PREPARE))).isEqualTo(prepare);
  }

  @Test
  void aSwitchWithoutACauseWasAskedFor() throws BadMessageException {
    assertThat(
            RequestJson.prepare(bytes("{\"version\":1,\"attempt\":\"a1\",\"deadlineMillis\":1}")))
        .isEqualTo(new SwitchoverPrepare("a1", Cause.SWITCHOVER, Duration.ofMillis(1)));
  }

  @Test
  void theEndOfASwitchArrivesWhole() throws BadMessageException {
    SwitchoverCommit commit = EveryComponent.set(new SwitchoverCommit("a1", EPOCH));
    SwitchoverAbort renewed = EveryComponent.set(new SwitchoverAbort("a1", Optional.of(EPOCH)));
    SwitchoverAbort untouched = new SwitchoverAbort("a1", Optional.empty());
    String without = "{\"version\":1,\"attempt\":\"a1\",\"epoch\":null}";

    assertThat(RequestJson.write(commit)).isEqualTo(END);
    assertThat(RequestJson.commit(bytes(END))).isEqualTo(commit);
    assertThat(RequestJson.write(renewed)).isEqualTo(END);
    assertThat(RequestJson.abort(bytes(END))).isEqualTo(renewed);
    assertThat(RequestJson.write(untouched)).isEqualTo(without);
    assertThat(RequestJson.abort(bytes(without))).isEqualTo(untouched);
  }

  @Test
  void theRequestOfAnAdministratorArrives() throws BadMessageException {
    ControllerRequest switchover = new ControllerRequest.Switchover(Server.BACKUP);
    ControllerRequest decision = new ControllerRequest.KeepDataOf(Server.BACKUP);

    assertThat(RequestJson.write(switchover)).isEqualTo(CHOICE);
    assertThat(RequestJson.write(decision)).isEqualTo(CHOICE);
    assertThat(RequestJson.controllerRequest(bytes(CHOICE), ControllerRequest.Switchover::new))
        .isEqualTo(switchover);
    assertThat(RequestJson.controllerRequest(bytes(CHOICE), ControllerRequest.KeepDataOf::new))
        .isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"version":1,               | {"version":2,              | version 2 is unknown; use 1
          {"version":1,               | {"version":"1",            | version is not a whole number from 0 to 2147483647
          {"version":1,               | {                          | the field version of the body is missing
          {"version":1,               | {"version":1,"more":1,     | the field more of the body is unknown
          "sequence":13,              |                            | the field sequence of the body is missing
          "sequence":13               | "sequence":-1              | sequence is not a whole number from 0 to 9223372036854775807
          "sequence":13               | "sequence":1.5             | sequence is not a whole number from 0 to 9223372036854775807
          "number":7                  | "number":0                 | number is not a whole number from 1 to 999999999996999999
          "number":7                  | "number":8                 | epoch 8 cannot belong to Master: Master's are odd, Backup's even
          "number":7                  | "number":7,"node":"Master" | the field node of epoch is unknown
          "server":"Master"           | "server":"Third"           | "Third" is no server name; use Master or Backup
          "server":"Master"           | "node":"Master"            | the field server of epoch is missing
          "replicationId":"abc"       | "replicationId":""         | replicationId is not a text
          "replicationId":"abc"       | "replicationId":null       | replicationId is not a text
          "backup":{                  | "backup":7,"x":{           | backup is not an object
          "port":6380                 | "port":0                   | port is not a whole number from 1 to 65535
          "port":6380                 | "port":6380,"tls":true     | the field tls of backup is unknown
          ["redis-a","redis-b"]       | "redis-a"                  | aliases is not a list of texts
          ["redis-a","redis-b"]       | [1]                        | aliases is not a text
          """)
  void refusesAPushWithASentence(String part, @Nullable String instead, String sentence) {
    String wrong = PUSH.replace(part, instead == null ? "" : instead);
    assertThat(wrong).isNotEqualTo(PUSH);

    assertThat(refusal(() -> RequestJson.push(bytes(wrong)))).isEqualTo(sentence);
  }

  @Test
  void refusesMoreNamesThanAServerHas() {
    String many = "\"a\",".repeat(ControlLimits.MOST_ALIASES + 1);
    String wrong = PUSH.replace("\"redis-a\",\"redis-b\"", many + "\"b\"");

    assertThat(refusal(() -> RequestJson.push(bytes(wrong))))
        .isEqualTo("aliases has more than 100 elements");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "deadlineMillis":2000  | "deadlineMillis":0     | deadlineMillis is not a whole number from 1 to 60000
          "deadlineMillis":2000  | "deadlineMillis":60001 | deadlineMillis is not a whole number from 1 to 60000
          ,"deadlineMillis":2000 |                        | the field deadlineMillis of the body is missing
          "cause":"failback"     | "cause":"silent"       | "silent" is no cause of a switchover, use switchover or failback
          "cause":"failback"     | "cause":"whim"         | "whim" is no cause of a switchover, use switchover or failback
          "cause":"failback"     | "cause":null           | cause is not a text
          "attempt":"a1"         | "attempt":7            | attempt is not a text
          "attempt":"a1"         | "attempt":"a1","x":1   | the field x of the body is unknown
          """)
  void refusesAnAnnouncedSwitchWithASentence(
      String part, @Nullable String instead, String sentence) {
    String wrong = PREPARE.replace(part, instead == null ? "" : instead);
    assertThat(wrong).isNotEqualTo(PREPARE);

    assertThat(refusal(() -> RequestJson.prepare(bytes(wrong)))).isEqualTo(sentence);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"SWITCHOVER", "FAILBACK"})
  void refusesACauseThatIsNoPlan(Cause cause) {
    assertThat(
            refusal(() ->
                RequestJson.prepare(
                    bytes(PREPARE.replace("\"failback\"", "\"" + cause.word() + "\"")))))
        .endsWith("is no cause of a switchover, use switchover or failback");
  }

  @Test
  void refusesATextThatIsTooLong() {
    String longest = "a".repeat(ControlLimits.LONGEST_TEXT);

    assertThat(refusal(() -> RequestJson.prepare(bytes(PREPARE.replace("a1", longest + "a")))))
        .isEqualTo("attempt is longer than 255 characters");
    assertThat(refusal(() -> RequestJson.prepare(bytes(PREPARE.replace("a1", longest))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\n1", "\\u001b[2J", "\\u009b", "a\\u202e", "\\u2028", "\\u0000"})
  void refusesATextThatIsNotPrintable(String attempt) {
    assertThat(refusal(() -> RequestJson.prepare(bytes(PREPARE.replace("a1", attempt)))))
        .isEqualTo("attempt has a character that is not printable");
  }

  @Test
  void refusesTheEndOfASwitchWithoutAWordOfItsEpoch() {
    byte[] silent = bytes("{\"version\":1,\"attempt\":\"a1\"}");
    byte[] none = bytes("{\"version\":1,\"attempt\":\"a1\",\"epoch\":null}");

    assertThat(refusal(() -> RequestJson.abort(silent)))
        .isEqualTo("the field epoch of the body is missing");
    assertThat(refusal(() -> RequestJson.commit(silent)))
        .isEqualTo("the field epoch of the body is missing");
    assertThat(refusal(() -> RequestJson.commit(none)))
        .isEqualTo("epoch is null: a switch that was done began one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"version":1,"server":"backup"}           | "backup" is no server name; use Master or Backup
          {"version":1,"node":"Backup"}             | the field server of the body is missing
          {"version":1,"server":"Backup","force":1} | the field force of the body is unknown
          {"version":3,"server":"Backup"}           | version 3 is unknown; use 1
          """)
  void refusesTheChoiceOfAPersonWithASentence(String body, String sentence) {
    assertThat(
            refusal(() ->
                RequestJson.controllerRequest(bytes(body), ControllerRequest.Switchover::new)))
        .isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "null", "\"text\""})
  void refusesWhatIsNoObject(String body) {
    assertThat(
            refusal(() ->
                RequestJson.controllerRequest(bytes(body), ControllerRequest.Switchover::new)))
        .isEqualTo("the body is not an object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "<html>",
        "{\"version\":1,\"server\":\"Backup\"} and more",
        "{\"version\":1,\"server\":\"Master\",\"server\":\"Backup\"}"
      })
  void refusesWhatIsNotOneObjectOfJson(String body) {
    assertThat(
            refusal(() ->
                RequestJson.controllerRequest(bytes(body), ControllerRequest.Switchover::new)))
        .startsWith("the body is not JSON: ");
  }

  /** Reads a message. */
  private interface Reading {
    Object read() throws BadMessageException;
  }

  /** {@return why it is refused; empty when it is not} */
  private static String refusal(Reading reading) {
    BadMessageException refused = catchThrowableOfType(BadMessageException.class, reading::read);
    return refused == null ? "" : refused.sentence();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
