package io.redisfailover.proxy.stats.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.stats.model.FrontendStatus;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatusPageTest {
  private static final String ATTACK = "<script>alert('x')</script>\" onload=\"y\" &amp;";

  @Test
  void escapesWhateverCameFromOutside() {
    StatusSnapshot sample = SampleStatuses.failedOver();
    StatusSnapshot attacked =
        new StatusSnapshot(
            ATTACK,
            ATTACK,
            sample.at(),
            sample.uptime(),
            sample.bufferBytes(),
            sample.mode(),
            sample.epoch(),
            sample.routing(),
            sample.ready(),
            ATTACK,
            Optional.of(ATTACK),
            new FrontendStatus(ATTACK, ATTACK, 1, 1, 0, sample.frontend().traffic()),
            sample.master(),
            sample.backup(),
            List.of(
                new RoleChange(
                    Optional.empty(),
                    Server.BACKUP,
                    RoleChange.Kind.EXTERNAL,
                    Optional.of(Cause.NEWER_EPOCH),
                    ATTACK,
                    ATTACK,
                    new RoleChange.Moments(Map.of(RoleChange.Moment.ROUTED, sample.at())),
                    RoleChange.Clients.UNKNOWN,
                    OptionalLong.empty(),
                    List.of(ATTACK))),
            0,
            Supervisor.Report.NOTHING);
    String page = page(attacked);
    assertThat(page).containsOnlyOnce("<script").doesNotContain("<script>alert", "onload=\"y\"");
    assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=");
  }

  @Test
  void saysInEverySituationHowThingsStandAndWhy() {
    assertThat(SampleStatuses.all())
        .allSatisfy((name, status) ->
            assertThat(page(status))
                .contains(Html.text(PageVerdict.of(status).words()).markup())
                .contains(Html.text(status.message()).markup()));
  }

  @Test
  void drawsTheArrowTheWayTheDataFlow() {
    assertThat(page(SampleStatuses.normal())).contains("link to-backup", "replicates, no lag");
    assertThat(page(SampleStatuses.failedOver())).contains("link broken", "no replication");
    assertThat(page(SampleStatuses.routeOnly())).contains("link unknown");
  }

  @Test
  void colorsEachRowByTheConditionOfItsServer() {
    assertThat(page(SampleStatuses.backupDown()))
        .contains("<tr class=\"active-up\"><th scope=\"row\">Master</th>")
        .contains("<tr class=\"down\"><th scope=\"row\">Backup</th>");
  }

  @Test
  void givesEveryRowAsManyCellsAsTheHeaderHasColumns() {
    assertThat(SampleStatuses.all())
        .allSatisfy((name, status) -> {
          String table = between(page(status), "<table class=\"stats\">", "</table>");
          int columns = count("<th scope=\"col\">", table);
          List<String> rows = List.of(between(table, "<tbody>", "</tbody>").split("</tr>"));
          assertThat(rows.subList(0, 4))
              .allSatisfy(row -> assertThat(count("<td", row)).isEqualTo(columns));
        });
  }

  @Test
  void loadsNothingAndRunsNothingButItsOwnScript() {
    assertThat(SampleStatuses.all())
        .allSatisfy((name, status) ->
            assertThat(page(status))
                .doesNotContain("<img", "<iframe", "@import", "url(", "style=\"")
                .doesNotContainPattern("<[^>]* on[a-z]+=")
                .containsOnlyOnce("<script"));
  }

  @Test
  void isAllowedItsOwnStyleSheetAndScriptAndNothingElse() throws NoSuchAlgorithmException {
    String page = page(SampleStatuses.normal());
    assertThat(StatusPage.contentSecurityPolicy())
        .isEqualTo(
            "default-src 'none'; img-src data:; style-src 'sha256-%s'; script-src 'sha256-%s'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
                .formatted(
                    sha256(between(page, "<style>", "</style>")),
                    sha256(between(page, "<script>", "</script>"))));
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void leavesOutTheServersThatAFilterHides() {
    StatusSnapshot down = SampleStatuses.backupDown();
    assertThat(rows(page(down, "/"))).containsExactly("Frontend", "Master", "Backup", "Backend");
    assertThat(rows(page(down, "/;up"))).containsExactly("Frontend", "Master", "Backend");
    assertThat(rows(page(SampleStatuses.maintained(), "/;no-maint")))
        .containsExactly("Frontend", "Backup", "Backend");
    assertThat(rows(page(down, "/?scope=MAST"))).containsExactly("Master");
    assertThat(rows(page(down, "/;scope=redis%2Fb"))).containsExactly("Backup", "Backend");
    assertThat(rows(page(down, "/;up?scope=backup"))).isEmpty();
  }

  private static List<String> rows(String page) {
    return Pattern.compile("<th scope=\"row\">([^<]+)</th>")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void keepsFiltersInItsLinksAndNothingElse() {
    String page = page(SampleStatuses.normal(), "/;up;st=DONE;evil?scope=a%26b\"");
    assertThat(page)
        .contains("href=\"/;norefresh;up?scope=a%26b%22\">Disable refresh")
        .contains("href=\"/?scope=a%26b%22\">Show DOWN servers")
        .contains("href=\"/;csv;norefresh;up?scope=a%26b%22\">CSV export")
        .contains("name=\"scope\" value=\"a&amp;b&quot;\"")
        .doesNotContain("evil");
  }

  @Test
  void showsMaintenanceInAColourOfItsOwn() {
    assertThat(page(SampleStatuses.maintained(), "/"))
        .contains("<tr class=\"maintenance\"><th scope=\"row\">Master</th>")
        .contains("data-label=\"Status\">2d2h MAINT</td>");
  }

  @Test
  void offersNoActToWhomItIsNotGiven() {
    assertThat(page(SampleStatuses.maintained(), "/;sessions")).doesNotContain("<button name");
  }

  @Test
  void closesEveryElementThatItOpens() {
    assertThat(SampleStatuses.all())
        .allSatisfy((name, status) -> {
          String page = page(status);
          for (String element :
              List.of(
                  "div", "section", "table", "tr", "dl", "ul", "ol", "li", "main", "details", "svg",
                  "summary")) {
            assertThat(count("</" + element + ">", page))
                .as(element)
                .isEqualTo(count("<" + element + "[ >]", page));
          }
        });
  }

  @Test
  void tellsTheNewestChangeAsATimeLineFromTheLastSignOfLife() {
    String newest =
        between(page(SampleStatuses.failedOver()), "<details class=\"change\" open>", "</details>");
    assertThat(texts(newest, "what"))
        .containsExactly(
            "last answer of Master",
            "first failed probe",
            "decided",
            "promotion sent",
            "Backup promoted",
            "clients routed to Backup");
    assertThat(texts(newest, "when"))
        .containsExactly("0 ms", "+3 ms", "+12 ms", "+14 ms", "+15 ms", "+16 ms");
    assertThat(newest)
        .contains("<dt>cause</dt><dd>refused</dd>")
        .contains("<dt>detected by</dt><dd>connection refused</dd>")
        .contains("<dt>sessions closed</dt><dd>8</dd>")
        .contains("<dt>clients held</dt><dd>8, the longest 11 ms</dd>")
        .contains("<dt>gap</dt><dd>0 B: everything seen had been replicated</dd>");
  }

  @Test
  void showsOlderChangesAsRowsThatOpen() {
    String page = page(SampleStatuses.failedOver());
    assertThat(count("<details class=\"change\" open>", page)).isEqualTo(1);
    assertThat(count("<details class=\"change\">", page)).isEqualTo(2);
    String oldest = page.substring(page.lastIndexOf("<summary>"));
    assertThat(between(oldest, "<summary>", "</summary>"))
        .contains("Master → Backup", "no answer for 1.5 s", "in 1.77 s", "41 sessions closed")
        .contains("gap 1 920 B");
  }

  @Test
  void drawsTheBarToItsWholeLength() {
    String page = page(SampleStatuses.failedOver());
    for (String bar : page.split("<svg class=\"bar\"", -1)) {
      if (bar.startsWith(" viewBox")) {
        Matcher last =
            Pattern.compile("x=\"([0-9.]+)\" y=\"0\" width=\"([0-9.]+)\"[^>]*/></svg>")
                .matcher(bar);
        assertThat(last.find()).isTrue();
        assertThat(Double.parseDouble(last.group(1)) + Double.parseDouble(last.group(2)))
            .isBetween(999.8, 1000.2);
      }
    }
  }

  @Test
  void refusesATemplateThatDoesNotFitItsValues() {
    Template template = Template.load("role-changes.html");
    assertThatIllegalStateException()
        .isThrownBy(() -> template.fill(Map.of()))
        .withMessage("role-changes.html: no value for {{rows}}");
    assertThatIllegalStateException()
        .isThrownBy(() -> template.fill(Map.of("rows", Html.EMPTY, "more", Html.EMPTY)))
        .withMessage("role-changes.html: no place for [more]");
  }

  @Test
  void showsNoNegativeAge() {
    assertThat(page(SampleStatuses.normal())).contains("61 ms ago");
    assertThat(Figures.time(Duration.ZERO)).isEqualTo("0 µs");
  }

  private static String page(StatusSnapshot status) {
    return page(status, "/");
  }

  private static String page(StatusSnapshot status, String target) {
    return StatusPage.render(
        status,
        new PageView(
            PageRequest.parse(target),
            StatisticsSettings.on(new InetSocketAddress(0), Optional::empty),
            Optional.empty(),
            Optional.empty()));
  }

  private static List<String> texts(String markup, String cssClass) {
    return Pattern.compile("<span class=\"" + cssClass + "\">([^<]*)</span>")
        .matcher(markup)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static int count(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    int found = 0;
    while (matcher.find()) {
      found++;
    }
    return found;
  }
}
