package io.redisfailover.controlapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is asked, as JSON. Reading is strict: an unknown or missing field, a wrong type, a value out
 * of its range and another version are a {@link BadMessageException} with a sentence for whoever
 * asked.
 */
public final class RequestJson {
  private static final String EPOCH = "epoch";
  private static final String ATTEMPT = "attempt";

  private RequestJson() {}

  /** {@return the body for {@link Route#EPOCH}} */
  public static String write(EpochPush push) {
    ObjectNode body = Message.create().put("sequence", push.sequence());
    body.set(EPOCH, EpochJson.write(push.epoch()));
    body.putObject("endpoints")
        .<ObjectNode>set("master", write(push.endpoints().master()))
        .set("backup", write(push.endpoints().backup()));
    return body.toString();
  }

  /** {@return the body for {@link Route#PREPARE}} */
  public static String write(SwitchoverPrepare prepare) {
    return Message.create()
        .put(ATTEMPT, prepare.attempt())
        .put("cause", prepare.cause().word())
        .put("deadlineMillis", prepare.deadline().toMillis())
        .toString();
  }

  /** {@return the body for {@link Route#COMMIT}} */
  public static String write(SwitchoverCommit commit) {
    ObjectNode body = Message.create().put(ATTEMPT, commit.attempt());
    body.set(EPOCH, EpochJson.write(commit.epoch()));
    return body.toString();
  }

  /** {@return the body for {@link Route#ABORT}} */
  public static String write(SwitchoverAbort abort) {
    ObjectNode body = Message.create().put(ATTEMPT, abort.attempt());
    body.set(EPOCH, EpochJson.write(abort.epoch()));
    return body.toString();
  }

  /** {@return the body for {@link Route#PEERS}} */
  public static String write(PeerList list) {
    ObjectNode body = Message.create().put("sequence", list.sequence());
    ArrayNode peers = body.putArray("peers");
    list.peers().stream().map(RequestJson::write).forEach(peers::add);
    return body.toString();
  }

  /** {@return the body for {@link Route#EVIDENCE}} */
  public static String write(EvidenceQuestion question) {
    return Message.create().put("nonce", question.nonce()).toString();
  }

  /** {@return the body for {@link Route#SWITCHOVER} and {@link Route#DECISION}} */
  public static String write(ControllerRequest request) {
    return Message.create().put("server", request.server().displayName()).toString();
  }

  /** Reads the body of {@link Route#EPOCH}. */
  public static EpochPush push(byte[] body) throws BadMessageException {
    Fields fields = Message.request(body);
    EpochPush push =
        new EpochPush(
            fields.number("sequence", 0, Long.MAX_VALUE),
            EpochJson.read(fields.object(EPOCH)),
            endpoints(fields.object("endpoints")));
    fields.end();
    return push;
  }

  /** Reads the body of {@link Route#PREPARE}. */
  public static SwitchoverPrepare prepare(byte[] body) throws BadMessageException {
    Fields fields = Message.request(body);
    SwitchoverPrepare prepare =
        new SwitchoverPrepare(
            fields.text(ATTEMPT),
            planned(fields.textOrNone("cause")),
            Duration.ofMillis(
                fields.number(
                    "deadlineMillis",
                    ControlLimits.SHORTEST_DEADLINE.toMillis(),
                    ControlLimits.LONGEST_DEADLINE.toMillis())));
    fields.end();
    return prepare;
  }

  /** Reads the body of {@link Route#COMMIT}. */
  public static SwitchoverCommit commit(byte[] body) throws BadMessageException {
    SwitchoverAbort end = abort(body);
    Epoch epoch =
        end.epoch()
            .orElseThrow(
                () -> new BadMessageException("epoch is null: a switch that was done began one"));
    return new SwitchoverCommit(end.attempt(), epoch);
  }

  /** Reads the body of {@link Route#ABORT}. */
  public static SwitchoverAbort abort(byte[] body) throws BadMessageException {
    Fields fields = Message.request(body);
    SwitchoverAbort abort =
        new SwitchoverAbort(fields.text(ATTEMPT), EpochJson.readOrNull(fields, EPOCH));
    fields.end();
    return abort;
  }

  /** Reads the body of {@link Route#PEERS}. */
  public static PeerList peers(byte[] body) throws BadMessageException {
    Fields fields = Message.request(body);
    long sequence = fields.number("sequence", 0, Long.MAX_VALUE);
    List<Endpoint> peers = new ArrayList<>();
    for (Fields peer : fields.objects("peers", ControlLimits.MOST_PEERS)) {
      peers.add(endpoint(peer));
    }
    fields.end();
    return new PeerList(sequence, peers);
  }

  /** Reads the body of {@link Route#EVIDENCE}. */
  public static EvidenceQuestion question(byte[] body) throws BadMessageException {
    Fields fields = Message.request(body);
    EvidenceQuestion question = new EvidenceQuestion(fields.text("nonce"));
    fields.end();
    return question;
  }

  /**
   * Reads the body of {@link Route#SWITCHOVER} or {@link Route#DECISION}.
   *
   * @param kind the request of that route, such as {@link ControllerRequest.Switchover}
   */
  public static ControllerRequest controllerRequest(
      byte[] body, Function<Server, ControllerRequest> kind) throws BadMessageException {
    Fields fields = Message.request(body);
    ControllerRequest request = kind.apply(fields.server("server"));
    fields.end();
    return request;
  }

  /** Who does not say it was asked for the switchover. */
  private static Cause planned(Optional<String> word) throws BadMessageException {
    Optional<Cause> cause = Cause.of(word.orElseGet(Cause.SWITCHOVER::word));
    if (cause.filter(Cause::isPlanned).isEmpty()) {
      throw new BadMessageException(
          "\"%s\" is no cause of a switchover, use %s or %s"
              .formatted(word.orElse(""), Cause.SWITCHOVER.word(), Cause.FAILBACK.word()));
    }
    return cause.get();
  }

  private static Endpoints endpoints(Fields fields) throws BadMessageException {
    Endpoints endpoints =
        new Endpoints(endpoint(fields.object("master")), endpoint(fields.object("backup")));
    fields.end();
    return endpoints;
  }

  private static Endpoint endpoint(Fields fields) throws BadMessageException {
    Endpoint endpoint =
        new Endpoint(
            fields.text("host"),
            (int) fields.number("port", 1, 65535),
            Set.copyOf(fields.texts("aliases", ControlLimits.MOST_ALIASES)));
    fields.end();
    return endpoint;
  }

  private static ObjectNode write(Endpoint endpoint) {
    ObjectNode json = Message.object().put("host", endpoint.host()).put("port", endpoint.port());
    if (!endpoint.aliases().isEmpty()) {
      endpoint.aliases().stream().sorted().forEach(json.putArray("aliases")::add);
    }
    return json;
  }
}
