// The frame of the contract tests: a fresh database of one backend, opened; and shorthand that fails the test
// on error.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "store/backend.h"
#include "store/sample_rows.h"

namespace hotline::store_test {

inline store::Scope all_units() { return {.all = true, .units = {}}; }
inline store::Scope units(std::vector<std::string> names) {
  return {.all = false, .units = std::move(names)};
}
inline store::CaseFilter of_all_units() {
  store::CaseFilter filter;
  filter.scope = all_units();
  return filter;
}
inline store::CaseFilter of_units(std::vector<std::string> names) {
  store::CaseFilter filter;
  filter.scope = units(std::move(names));
  return filter;
}

class StoreContract : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    database_ = GetParam().make();
    open();
  }

  void open(const store::Limits& limits = {}) {
    store_.reset();
    auto opened = database_->open(limits);
    ASSERT_TRUE(opened) << opened.error().reason;
    store_ = std::move(*opened);
  }

  store::Store& store() { return *store_; }

  /// Runs a write job that has to succeed.
  void write(store::WriteJob job) {
    auto written = store_->write_and_wait(std::move(job));
    ASSERT_TRUE(written) << written.error().reason;
  }

  /// What a read job returns; fails the test where it returns an error.
  template <class Read>
  auto read(Read&& ask) {
    std::decay_t<decltype(*ask(std::declval<store::Reader&>()))> answer{};
    auto done = store_->read_and_wait([&](store::Reader& db) -> Result<> {
      auto found = ask(db);
      if (!found) return fail(found.error());
      answer = std::move(*found);
      return {};
    });
    EXPECT_TRUE(done) << (done ? "" : done.error().reason);
    return answer;
  }

 private:
  std::unique_ptr<Database> database_;
  std::unique_ptr<store::Store> store_;
};

inline auto every_backend() { return testing::ValuesIn(backends()); }
inline std::string backend_name(const testing::TestParamInfo<Backend>& info) { return info.param.name; }

}  // namespace hotline::store_test

/// Puts the tests of one file through every backend.
#define HOTLINE_CONTRACT(Suite)                                             \
  INSTANTIATE_TEST_SUITE_P(, Suite, ::hotline::store_test::every_backend(), \
                           ::hotline::store_test::backend_name)
