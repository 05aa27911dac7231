package io.redisfailover.failover.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.Markers.Flaw;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerLibraryTest {
  private static final String FIRST = "1".repeat(MarkerKeys.SHORTEST);
  private static final String SECOND = "2".repeat(MarkerKeys.SHORTEST);
  private static final MarkerKeys KEYS = MarkerKeys.parse(FIRST);
  private static final String HISTORY = "a".repeat(40);
  private static final Epoch EPOCH = new Epoch(7, Server.MASTER, HISTORY);
  private static final Marker SEVEN = new Marker(7, Server.MASTER);
  private static final Marker TEN = SEVEN.next();

  /** The code with which a marker is loaded: that of the epoch, or the next one. */
  private static String code(Marker epoch, MarkerKeys keys, boolean next) {
    return MarkerLibrary.write(epoch, HISTORY, keys).get(next ? 1 : 0).getLast();
  }

  private static String listed(String name, String code) {
    return "library_name\n" + name + "\nengine\nLUA\nfunctions\nname\nx\nlibrary_code\n" + code;
  }

  private static Markers read(String master, String backup, String next) {
    return MarkerLibrary.read(List.of(master, backup, next), KEYS);
  }

  private static Markers readMaster(String code) {
    return read(listed(MarkerLibrary.MASTER.libraryName(), code), "", "");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Markers read =
        read(
            listed(MarkerLibrary.MASTER.libraryName(), code(SEVEN, KEYS, false)),
            "",
            listed(MarkerLibrary.NEXT.libraryName(), code(SEVEN, KEYS, true)));
    assertThat(read).isEqualTo(Markers.of(SEVEN, HISTORY));
  }

  @Test
  void noLibraryIsNoMarkerAndNoFlaw() {
    assertThat(read("", "", "")).isEqualTo(Markers.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "999999999999999998 backup",
        "999999999999999999 master",
        "7 master",
        "9 master",
        "1000000000000000001 master"
      })
  void aMarkerThatNobodySignedIsNone(String marker) {
    String forged = code(SEVEN, KEYS, false).replace("7 master", marker);
    if (!marker.equals("7 master")) {
      assertThat(readMaster(forged)).isEqualTo(Markers.flawed(Flaw.UNSIGNED));
    }
    String old =
        "#!lua name=redisfailover_epoch_master\nredis.register_function{function_name="
            + "'redisfailover_epoch_master',callback=function() return '"
            + marker
            + "' end,flags={'no-writes','allow-stale'}}";
    assertThat(readMaster(old)).isEqualTo(Markers.flawed(Flaw.UNSIGNED));
  }

  @Test
  void aBodyThatDoesAnythingElseIsNoMarker() {
    String code = code(SEVEN, KEYS, false);
    for (String body :
        List.of(
            code.replace("return '7 master'", "while true do end return '7 master'"),
            code + "\nredis.log(redis.LOG_WARNING, 'x')",
            code.replace("return '7 master'", "return '9 master'"),
            code.replaceFirst("\n", "\n\n"),
            code.replaceFirst("\n", "\n-- "),
            code.replaceFirst(" history ", " history  "),
            code.replaceFirst("_[0-9a-f]{16}'", "_x'"),
            code.replaceFirst("_[0-9a-f]{16}'", "_0123456789abcdef0'"),
            code.replaceFirst("mac [0-9a-f]", "mac "),
            code.replaceFirst("mac [0-9a-f]", "mac F"),
            code.replaceFirst("key [0-9a-f]", "key "),
            code.replaceFirst("key [0-9a-f]{8}", "key zzzzzzzz"),
            code.replace(HISTORY, ""),
            code.replace(HISTORY, HISTORY + "b".repeat(25)),
            code.replace(HISTORY, "\u00e4"),
            code.replace("7 master", "07 master"),
            code.replace("7 master", "7 nobody"),
            code.replace("7 master", "\u0667 master"),
            code.replace("7 master", "8 master"),
            code.replace("7 master", " master"),
            code.replace("7 master", "7"),
            "-- " + code)) {
      assertThat(readMaster(body)).as(body).isEqualTo(Markers.flawed(Flaw.UNSIGNED));
    }
  }

  @Test
  void aSignedMarkerCountsInItsOwnPlaceOnly() {
    String next = code(SEVEN, KEYS, true);
    String moved = next.replace("redisfailover_epoch_next", "redisfailover_epoch_backup");
    assertThat(read("", listed(MarkerLibrary.BACKUP.libraryName(), moved), ""))
        .isEqualTo(Markers.flawed(Flaw.UNSIGNED));
    assertThat(read("", listed(MarkerLibrary.BACKUP.libraryName(), next), ""))
        .isEqualTo(Markers.flawed(Flaw.UNSIGNED));
    String ofMaster = code(SEVEN, KEYS, false);
    assertThat(read("", listed(MarkerLibrary.BACKUP.libraryName(), ofMaster), ""))
        .isEqualTo(Markers.flawed(Flaw.UNSIGNED));
  }

  @Test
  void aFlawInOnePlaceLeavesTheOtherMarkersAsTheyAre() {
    Markers read =
        read(
            listed(MarkerLibrary.MASTER.libraryName(), code(SEVEN, KEYS, false)),
            listed(MarkerLibrary.BACKUP.libraryName(), "#!lua name=redisfailover_epoch_backup\nx"),
            "");
    assertThat(read.effective(Optional.empty())).contains(SEVEN);
    assertThat(read.has(Flaw.UNSIGNED)).isTrue();
    assertThat(read.areOf(EPOCH)).isFalse();
  }

  /** A library that has it before would keep the marker out. */
  @Test
  void nobodyKnowsBeforeWhatTheFunctionOfAMarkerIsCalled() {
    assertThat(code(SEVEN, KEYS, false))
        .containsPattern("function_name='redisfailover_epoch_master_[0-9a-f]{16}'")
        .isNotEqualTo(code(SEVEN, KEYS, false));
  }

  @Test
  void aMarkerWhoseFunctionIsCalledLikeItsLibraryCountsToo() {
    String former = code(SEVEN, KEYS, false).replaceFirst("_[0-9a-f]{16}'", "'");
    assertThat(readMaster(former).effective(Optional.empty())).contains(SEVEN);
  }

  @Test
  void aMarkerOfAnUnknownKeyMakesAllOfThemForeign() {
    MarkerKeys others = MarkerKeys.parse(SECOND);
    Markers read =
        read(
            listed(MarkerLibrary.MASTER.libraryName(), code(SEVEN, KEYS, false)),
            "",
            listed(MarkerLibrary.NEXT.libraryName(), code(SEVEN, others, true)));
    assertThat(read).isEqualTo(Markers.flawed(Flaw.FOREIGN));
  }

  /** Whoever knows that the key is lost need not leave room for another installation. */
  @Test
  void aMarkerOfAnUnknownKeyCountsAsUnsignedAfterALossAndIsBelievedNoMore() {
    MarkerKeys present = MarkerKeys.parse(SECOND).afterLoss();
    String own = code(SEVEN, MarkerKeys.parse(SECOND), false);
    String lost = listed(MarkerLibrary.MASTER.libraryName(), code(SEVEN, KEYS, false));
    String lostNext = listed(MarkerLibrary.NEXT.libraryName(), code(SEVEN, KEYS, true));
    assertThat(MarkerLibrary.read(List.of(lost, "", lostNext), present))
        .isEqualTo(Markers.flawed(Flaw.UNSIGNED));
    Markers mixed =
        MarkerLibrary.read(
            List.of(listed(MarkerLibrary.MASTER.libraryName(), own), "", lostNext), present);
    assertThat(mixed.epoch()).contains(SEVEN);
    assertThat(mixed.has(Flaw.FOREIGN)).isFalse();
    assertThat(present).isNotEqualTo(MarkerKeys.parse(SECOND));
    assertThat(present.toString()).doesNotContain(SECOND);
  }

  @Test
  void aFormerKeyIsBelievedWhileItIsListed() {
    MarkerKeys both = MarkerKeys.parse("# new\n" + SECOND + "\n\n" + FIRST + "\n");
    List<String> replies = new ArrayList<>();
    replies.add(listed(MarkerLibrary.MASTER.libraryName(), code(SEVEN, KEYS, false)));
    replies.add("");
    replies.add(listed(MarkerLibrary.NEXT.libraryName(), code(SEVEN, KEYS, true)));
    Markers read = MarkerLibrary.read(replies, both);
    assertThat(read.areOf(EPOCH)).isTrue();
    assertThat(read.has(Flaw.FORMER_KEY)).isTrue();
    assertThat(read.next()).isEqualTo(Optional.of(new Markers.Next(TEN, HISTORY)));
    String written = code(SEVEN, both, false);
    String signed = written.substring(0, written.indexOf("redis.register_function"));
    assertThat(code(SEVEN, MarkerKeys.parse(SECOND), false)).startsWith(signed);
  }

  @Test
  void aKeyThatIsTooShortOrMissingIsRefusedAndNotShown() {
    assertThatThrownBy(() -> MarkerKeys.parse("\n# no key\n")).hasMessageContaining("has no key");
    assertThatThrownBy(() -> MarkerKeys.parse("short-secret"))
        .hasMessageContaining("12 characters")
        .hasMessageNotContaining("short-secret");
    assertThatThrownBy(() -> MarkerKeys.parse((FIRST + "\n").repeat(9)))
        .hasMessageContaining("9 keys");
    assertThat(MarkerKeys.of("short")).isEmpty();
    assertThat(KEYS.toString()).doesNotContain("1111");
  }
}
