package io.redisfailover.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferBudgetTest {
  @Test
  void grantsTheMostWhileThereIsEnough() {
    BufferBudget budget = new BufferBudget(1L << 30);

    for (int session = 0; session < 1_000; session++) {
      assertThat(budget.take()).isEqualTo(BufferBudget.MOST);
    }
  }

  @Test
  void neverGrantsMoreInAllThanItHasBesideTheLeastOfEachSession() {
    long bytes = 10 << 20;
    BufferBudget budget = new BufferBudget(bytes);
    long beside = 0;

    for (int session = 0; session < 20_000; session++) {
      int share = budget.take();
      assertThat(share).isBetween(BufferBudget.LEAST, BufferBudget.MOST);
      beside += 2L * (share - BufferBudget.LEAST);
    }
    assertThat(beside).isLessThanOrEqualTo(bytes);
  }

  @Test
  void grantsThatAnewWhichWasGivenBack() {
    BufferBudget budget = new BufferBudget(10 << 20);
    int first = budget.take();
    List<Integer> taken = new ArrayList<>();
    for (int session = 0; session < 5_000; session++) {
      taken.add(budget.take());
    }

    taken.forEach(budget::giveBack);
    budget.giveBack(first);

    assertThat(budget.take()).isEqualTo(first);
  }

  @Test
  void grantsTheLeastWhereThereIsNothing() {
    assertThat(new BufferBudget(0).take()).isEqualTo(BufferBudget.LEAST);
  }
}
