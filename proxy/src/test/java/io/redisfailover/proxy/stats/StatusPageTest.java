package io.redisfailover.proxy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.redisfailover.failover.view.Node;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            sample.line(),
            sample.routing(),
            sample.ready(),
            ATTACK,
            Optional.of(ATTACK),
            new FrontendStatus(ATTACK, ATTACK, 1, 1, sample.frontend().traffic()),
            sample.master(),
            sample.backup(),
            List.of(
                new PastFailover(
                    sample.at(),
                    Optional.empty(),
                    Node.BACKUP,
                    PastFailover.Kind.ADOPTION,
                    ATTACK,
                    Optional.empty(),
                    Optional.empty())));
    String page = page(attacked);
    assertThat(page).doesNotContain("<script", "onload=\"y\"");
    assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=");
  }

  @Test
  void saysInEverySituationHowThingsStandAndWhy() {
    assertThat(SampleStatuses.all())
        .allSatisfy((name, status) ->
            assertThat(page(status))
                .contains(Html.text(Verdict.of(status).words()).markup())
                .contains(Html.text(status.why()).markup()));
  }

  @Test
  void drawsTheArrowTheWayTheDataFlow() {
    assertThat(page(SampleStatuses.normal())).contains("link to-backup", "replicates, in sync");
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
  void loadsNothingAndRunsNothing() {
    assertThat(SampleStatuses.all())
        .allSatisfy((name, status) ->
            assertThat(page(status))
                .doesNotContain("<script", "<img", "<iframe", "@import", "url(", "style=\""));
  }

  @Test
  void isAllowedItsOwnStyleSheetAndNothingElse() throws NoSuchAlgorithmException {
    String style = between(page(SampleStatuses.normal()), "<style>", "</style>");
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.getBytes(StandardCharsets.UTF_8)));
    assertThat(StatusPage.contentSecurityPolicy())
        .startsWith("default-src 'none'")
        .contains("style-src 'sha256-" + hash + "'")
        .doesNotContain("unsafe");
  }

  @Test
  void closesEveryElementThatItOpens() {
    assertThat(SampleStatuses.all())
        .allSatisfy((name, status) -> {
          String page = page(status);
          for (String element : List.of("div", "section", "table", "tr", "dl", "ul", "main")) {
            assertThat(count("</" + element + ">", page))
                .as(element)
                .isEqualTo(count("<" + element + "[ >]", page));
          }
        });
  }

  @Test
  void refusesATemplateThatDoesNotFitItsValues() {
    Template template = Template.load("failovers.html");
    assertThatIllegalStateException()
        .isThrownBy(() -> template.fill(Map.of()))
        .withMessage("failovers.html: nothing to put at {{rows}}");
    assertThatIllegalStateException()
        .isThrownBy(() -> template.fill(Map.of("rows", Html.EMPTY, "more", Html.EMPTY)))
        .withMessage("failovers.html: no place for [more]");
  }

  @Test
  void writesJsonThatLeavesOutWhatIsNotKnown() {
    assertThat(StatusJson.render(SampleStatuses.normal()))
        .contains("\"number\" : 7", "\"condition\" : \"standby\"", "\"lagBytes\" : 0");
    assertThat(StatusJson.render(SampleStatuses.starting()))
        .doesNotContain("line", "routing", "lagBytes");
  }

  @Test
  void showsNoNegativeAge() {
    assertThat(page(SampleStatuses.normal())).contains("61 ms ago");
    assertThat(Figures.time(Duration.ZERO)).isEqualTo("0 µs");
  }

  private static String page(StatusSnapshot status) {
    return StatusPage.render(status, true).markup();
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
