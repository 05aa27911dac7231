package io.redisfailover.failover.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {
  private static final Marker SEVEN = new Marker(7, Node.MASTER);

  @Test
  void aMarkerIsReadBackAsItWasWritten() {
    assertThat(Marker.parse(SEVEN.text())).contains(SEVEN);
    assertThat(Marker.parse(SEVEN.next().text())).contains(SEVEN.next());
    assertThat(SEVEN.text()).isEqualTo("7 master");
    assertThat(SEVEN.next().text()).isEqualTo("10 backup");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7", "master 7", "7 Master", "8 master", "7 backup", "-7 master", "07 master"})
  void anythingElseIsNoMarker(String text) {
    assertThat(Marker.parse(text)).isEmpty();
  }

  @Test
  void noNodeCanCarryTheOthersNumber() {
    assertThatThrownBy(() -> new Marker(7, Node.BACKUP)).hasMessageContaining("line 7");
    assertThatThrownBy(() -> new Line(2, Node.MASTER, "id")).hasMessageContaining("line 2");
  }

  @ParameterizedTest
  @EnumSource(Node.class)
  void aMoveBeatsAnUnparkThatRacedIt(Node node) {
    Line line = new Line(Line.numberBeyond(20, node), node, "id");
    assertThat(line.numberAfterMove()).isGreaterThan(line.numberInPlace());
    assertThat(node.other().owns(line.numberAfterMove())).isTrue();
    assertThat(node.owns(line.numberInPlace())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 9, 10})
  void aColdStartsNumberIsBeyondEveryOther(long highest) {
    for (Node node : Node.values()) {
      long number = Line.numberBeyond(highest, node);
      assertThat(number).isBetween(highest + 1, highest + 2);
      assertThat(node.owns(number)).isTrue();
    }
  }

  @Test
  void aPromotionLeavesTheNextMarkerToCount() {
    Markers promoted = Markers.of(SEVEN).promoted(Node.MASTER, true);
    assertThat(promoted.effective()).contains(new Marker(10, Node.BACKUP));
    assertThat(promoted.complete()).isFalse();
  }

  @Test
  void aPromotionThatArrivesTwiceDeletesNothingWrittenSince() {
    Markers written = Markers.of(SEVEN).promoted(Node.MASTER, true).written(SEVEN.next());
    assertThat(written.promoted(Node.MASTER, true)).isEqualTo(written);
    assertThat(written.complete()).isTrue();
  }

  @Test
  void aWrongNextMarkerIsDeletedRatherThanBelieved() {
    assertThat(Markers.of(SEVEN).promoted(Node.MASTER, false).effective()).isEmpty();
  }

  @Test
  void ofTwoLinesTheNewerOneCounts() {
    Markers both =
        new Markers(
            java.util.Optional.of(SEVEN),
            java.util.Optional.of(SEVEN.next()),
            java.util.Optional.empty());
    assertThat(both.effective()).contains(SEVEN.next());
    assertThat(both.complete()).isFalse();
  }
}
