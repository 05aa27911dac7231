package io.redisfailover.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacementTest {
  @Test
  void countsConnectionsThatWriteAndNoOthers() {
    String list =
        """
        id=3 addr=127.0.0.1:1 name= db=0 cmd=set user=default
        id=4 addr=127.0.0.1:2 name= db=0 cmd=incr user=default
        id=5 addr=127.0.0.1:3 name=redisfailover-proxy db=0 cmd=info user=default
        id=6 addr=127.0.0.1:4 name= db=0 cmd=client|list user=default
        id=7 addr=127.0.0.1:5 name= db=0 cmd=ping user=default
        """;
    assertThat(Placement.writing(list)).isEqualTo(2);
  }

  @Test
  void countsNothingInAnEmptyList() {
    assertThat(Placement.writing("")).isZero();
  }
}
