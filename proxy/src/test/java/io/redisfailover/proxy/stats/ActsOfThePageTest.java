package io.redisfailover.proxy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.log.LoggedByClass;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.relay.SessionPhase;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acts are off by default, and whoever lacks one thing changes nothing; no log has a secret. */
@Timeout(60)
class ActsOfThePageTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String ADMIN = "admin:adminpassword";
  private static final String VIEWER = "viewer:look-only-password";

  private final AtomicReference<StatusSnapshot> status =
      new AtomicReference<>(SampleStatuses.routeOnly());
  private final SampleContent process =
      new SampleContent(status::get, new AlwaysWell(), List.of(session()));
  private final LoggedByClass log = new LoggedByClass(ActDesk.class);
  private StatisticsServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        StatisticsServer.start(
            process.content(),
            () ->
                StatisticsSettings.on(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    () -> Optional.of(SampleContent.logins())),
            Sockets.of(Transport.AUTO));
  }

  @AfterEach
  void stop() {
    log.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ready, Master READY, Master is set to ready.",
    "drain, Master DRAIN, Master is set to drain.",
    "maint, Master MAINT, Master is set to maint.",
    "shutdown, Master sessions end, 3 sessions of Master were shut down."
  })
  void hasAnActCarriedOutByItsOwnerAndSaysWhatCameOfIt(String word, String asked, String outcome)
      throws IOException {
    String reply = send(new Post().with("action", word));
    assertThat(reply).startsWith("HTTP/1.1 303 ").contains("location: /;st=DONE\r\n");
    assertThat(process.asked()).containsExactly(asked);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("User admin asked on the statistics page, from 127.0.0.1:")
        .endsWith("; done: " + outcome);
    assertThat(get("/;st=DONE", ADMIN)).contains("<strong>Done:</strong> <span>" + outcome);
    assertThat(get("/", ADMIN)).doesNotContain("<strong>Done:</strong>").contains(outcome);
  }

  @Test
  void actsOnBothServersAtOnceAsHaproxyDoes() throws IOException {
    assertThat(send(new Post().with("s", "Master&s=Backup"))).contains("location: /;st=DONE\r\n");
    assertThat(process.asked()).containsExactly("Master DRAIN", "Backup DRAIN");
    assertThat(get("/;st=DONE", ADMIN))
        .contains("<span>Master is set to drain.", "<span>Backup is set to drain.");
  }

  @Test
  void tellsAUserWhatCameOfTheOwnFormThoughAnotherOneAskedLater() throws IOException {
    send(new Post());
    process.refuse("In mode Promote the data decides.");
    String eva = "eva:evas-own-password";
    send(new Post().as(eva).with("token", token(eva)));
    assertThat(get("/;st=ERRP", eva)).contains("<strong>Not done:</strong>");
    assertThat(get("/;st=DONE", ADMIN))
        .contains("<strong>Done:</strong> <span>Master is set to drain.")
        .doesNotContain("<strong>Not done:</strong>");
  }

  @Test
  void tellsWhyTheOwnerRefusesAndKeepsTheFiltersOfThePage() throws IOException {
    process.refuse("In mode Promote the data decides.");
    assertThat(send(new Post().to("/;up;sessions?scope=redis")))
        .contains("location: /;st=ERRP;sessions;up?scope=redis\r\n");
    assertThat(log.lines())
        .singleElement()
        .asString()
        .endsWith("to drain Master; not done: In mode Promote the data decides.");
    assertThat(get("/;st=ERRP", ADMIN)).contains("<strong>Not done:</strong>");
  }

  @Test
  void asksTheControllerForASwitchoverAndForADecision() throws IOException {
    status.set(SampleStatuses.normal());
    send(new Post().with("action", "switchover").with("s", "Backup"));
    send(new Post().with("action", "keep-data-of"));
    assertThat(process.asked())
        .containsExactly("Switchover[server=Backup]", "KeepDataOf[server=Master]");
    assertThat(send(new Post().with("action", "switchover").with("s", "Master&s=Backup")))
        .startsWith("HTTP/1.1 400 ");
    assertThat(process.asked()).hasSize(2);
  }

  @Test
  void offersWhatTheModeAllowsAndSaysWhereTheControllerIs() throws IOException {
    assertThat(offered(get("/", ADMIN))).containsOnly("ready", "drain", "maint", "shutdown");
    status.set(SampleStatuses.normal());
    assertThat(offered(get("/", ADMIN))).containsOnly("shutdown", "switchover", "keep-data-of");
    process.controllerElsewhere("Annotate the resource.");
    String page = get("/", ADMIN);
    assertThat(offered(page)).containsOnly("shutdown");
    assertThat(page).contains("Annotate the resource.");
  }

  @Test
  void showsAViewerNoFormNoTokenAndNoLastActs() throws IOException {
    send(new Post());
    assertThat(get("/;st=DONE", VIEWER))
        .doesNotContain("<form method=\"post\"", "token", "Done:", "id=\"acts\"", "127.0.0.1:");
  }

  @Test
  void refusesAnActWithoutALoginAndWithAWrongOne() throws IOException {
    assertThat(send(new Post().as(""))).startsWith("HTTP/1.1 401 ").contains("www-authenticate:");
    assertThat(send(new Post().as("admin:wrong-password"))).startsWith("HTTP/1.1 401 ");
    assertThat(send(new Post().as("adminpassword:admin"))).startsWith("HTTP/1.1 401 ");
    nothingHasChanged(
        "an act was asked for without a login.",
        "an act was asked for with a wrong login.",
        "an act was asked for with a wrong login.");
  }

  @Test
  void refusesAnActOfAUserWhoMayOnlyLook() throws IOException {
    assertThat(send(new Post().as(VIEWER))).startsWith("HTTP/1.1 403 ");
    nothingHasChanged("user viewer asked for an act and may only look.");
  }

  @Test
  void refusesAnActWithoutTheTokenOfThisUserAndProcess() throws IOException {
    String token = token();
    String changed = token.startsWith("0") ? "1" : "0";
    String wrong = "user admin asked for an act with a wrong token or without one.";
    assertThat(send(new Post().with("token", ""))).startsWith("HTTP/1.1 403 ");
    assertThat(send(new Post().with("token", changed + token.substring(1))))
        .startsWith("HTTP/1.1 403 ");
    assertThat(send(new Post().with("token", token + "&token=" + token)))
        .startsWith("HTTP/1.1 403 ");
    assertThat(send(new Post().with("token", new FormToken().of("admin"))))
        .startsWith("HTTP/1.1 403 ");
    assertThat(send(new Post().without("token"))).startsWith("HTTP/1.1 403 ");
    nothingHasChanged(wrong, wrong, wrong, wrong, wrong);
  }

  @Test
  void givesEachUserATokenOfItsOwn() {
    FormToken tokens = new FormToken();
    assertThat(tokens.matches("admin", Optional.of(tokens.of("admin")))).isTrue();
    assertThat(tokens.matches("admin", Optional.of(tokens.of("eva")))).isFalse();
    assertThat(tokens.matches("admin", Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://HOST.evil.example",
        "Origin: http://evil.example\r\nOrigin: http://HOST",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none",
        "Origin: http://HOST\r\nSec-Fetch-Site: cross-site",
        "Host: evil.example\r\nOrigin: http://HOST"
      })
  void refusesAnActThatAPageOfAnotherSiteAsksFor(String headers) throws IOException {
    assertThat(send(new Post().saying(headers))).startsWith("HTTP/1.1 403 ");
    nothingHasChanged("a page of another site asked for an act with the login of user admin.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://HOST\r\nSec-Fetch-Site: same-origin",
        "Origin: https://HOST",
        "X: no browser"
      })
  void takesAnActOfThePageItselfAndOfAProgram(String headers) throws IOException {
    assertThat(send(new Post().saying(headers))).startsWith("HTTP/1.1 303 ");
  }

  @Test
  void refusesWhatIsNoFormAndWhatAsksForNothingKnown() throws IOException {
    assertThat(send(new Post().typed("text/plain"))).startsWith("HTTP/1.1 415 ");
    assertThat(send(new Post().typed("multipart/form-data; boundary=" + FORM)))
        .startsWith("HTTP/1.1 415 ");
    assertThat(send(new Post().typed(FORM + "; charset=UTF-8").with("action", "explode")))
        .startsWith("HTTP/1.1 400 ");
    assertThat(send(new Post().with("s", "Nobody&s=Master"))).startsWith("HTTP/1.1 400 ");
    assertThat(send(new Post().with("padding", "x".repeat(5000)))).startsWith("HTTP/1.1 413 ");
    nothingHasChanged(
        "user admin sent something else than a form.",
        "user admin sent something else than a form.",
        "user admin asked for an unknown act or server.",
        "user admin asked for an unknown act or server.",
        "a form is too large.");
  }

  /** It would ask its user for a login at each update of a page that is open. */
  @Test
  void asksTheBrowserOfAScriptForNoLogin() throws IOException {
    String script = "X-Requested-With: fetch";
    assertThat(send(new Post().as("").saying(script)))
        .startsWith("HTTP/1.1 401 ")
        .doesNotContain("www-authenticate");
  }

  /** As in the runtime API, where its lowest level sees no client. */
  @Test
  void showsWhereSessionsArePinnedToEveryUserAndTheirClientsToAnOperatorOnly() throws IOException {
    assertThat(get("/", ADMIN)).doesNotContain("10.0.0.9", "id=\"sessions\"");
    assertThat(get("/;sessions", ADMIN))
        .contains("10.0.0.9:41178", "<td class=\"words\">open</td>");
    assertThat(get("/;sessions", VIEWER))
        .contains("<td class=\"words\">open</td>")
        .doesNotContain("10.0.0.9");
    assertThat(get("/;json;sessions", VIEWER))
        .contains("\"pinnedSessions\" : [ {", "\"phase\" : \"data\"", "\"oldestSeconds\" : 75")
        .doesNotContain("10.0.0.9");
    assertThat(get("/;json", VIEWER)).doesNotContain("pinnedSessions");
  }

  @Test
  void filtersCsvAndJsonAsItFiltersThePage() throws IOException {
    status.set(SampleStatuses.backupDown());
    assertThat(get("/;csv;up", VIEWER)).contains("redis,Master,").doesNotContain("redis,Backup,");
    assertThat(get("/;csv?scope=backup", VIEWER))
        .contains("redis,Backup,")
        .doesNotContain("redis,FRONTEND,");
    assertThat(get("/;json;up", VIEWER))
        .contains("\"name\" : \"Master\"")
        .doesNotContain("\"name\" : \"Backup\"");
  }

  private static OpenSession session() {
    return new OpenSession(
        0x2a,
        new InetSocketAddress("10.0.0.9", 41_178),
        SampleStatuses.normal().at().minusSeconds(75),
        Optional.of(Server.MASTER),
        SessionPhase.DATA,
        6,
        7);
  }

  @Test
  void logsAWrongLoginOfWhoOnlyLooksAndNoneOfABrowserThatAsksFirst() throws IOException {
    assertThat(get("/", "")).contains("401");
    assertThat(log.lines()).isEmpty();
    assertThat(get("/", "admin:wrong-password")).contains("401");
    nothingHasChanged("the login of the statistics was wrong.");
  }

  private void nothingHasChanged(String... logged) {
    assertThat(process.asked()).isEmpty();
    assertThat(log.lines())
        .hasSize(logged.length)
        .allMatch(line -> line.startsWith("Refused 127.0.0.1:"))
        .noneMatch(line -> line.matches(".*(password|[0-9a-f]{60}|evil).*"));
    for (int i = 0; i < logged.length; i++) {
      assertThat(log.lines().get(i)).endsWith(": " + logged[i]);
    }
  }

  private static List<String> offered(String page) {
    return Pattern.compile("<button name=\"action\" value=\"([^\"]+)\"")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private String token() throws IOException {
    return token(ADMIN);
  }

  private String token(String login) throws IOException {
    Matcher token =
        Pattern.compile("name=\"token\" value=\"([0-9a-f]+)\"").matcher(get("/", login));
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  /** A form as the page sends it, but for what a test changes. */
  private final class Post {
    private final Map<String, String> fields = new TreeMap<>();
    private String target = "/";
    private String login = ADMIN;
    private String type = FORM;
    private String headers = "X: y";

    Post() throws IOException {
      fields.put("s", "Master");
      fields.put("action", "drain");
      fields.put("token", token());
    }

    Post with(String field, String value) {
      fields.put(field, value);
      return this;
    }

    Post without(String field) {
      fields.remove(field);
      return this;
    }

    Post as(String other) {
      login = other;
      return this;
    }

    Post to(String other) {
      target = other;
      return this;
    }

    Post typed(String other) {
      type = other;
      return this;
    }

    Post saying(String others) {
      headers = others.replace("HOST", host());
      return this;
    }

    String request() {
      String body =
          fields.entrySet().stream()
              .map(field -> field.getKey() + "=" + field.getValue())
              .reduce((one, other) -> one + "&" + other)
              .orElse("");
      String host = headers.startsWith("Host:") ? "" : "Host: " + host() + "\r\n";
      return "POST %s HTTP/1.1\r\n%s%s%s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
          .formatted(target, host, basic(login), headers, type, body.length(), body);
    }
  }

  private String send(Post post) throws IOException {
    return exchange(post.request());
  }

  private String get(String target, String login) throws IOException {
    return exchange(
        "GET %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
            .formatted(target, host(), basic(login)));
  }

  private static String basic(String login) {
    byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
    return login.isEmpty()
        ? ""
        : "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes) + "\r\n";
  }

  private String host() {
    return "127.0.0.1:" + server.address().getPort();
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
