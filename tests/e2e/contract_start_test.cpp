// What stops the start: a contract that cannot be enforced, and a service that nobody would answer for.
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <set>

#include "api/copying.h"
#include "api/dispatcher.h"
#include "app/app.h"
#include "support/running_service.h"

namespace hotline::test {
namespace {

struct NoCopies final : api::Copying {
  Result<> begin(Time) override { return {}; }
  Result<> may_begin() const override { return {}; }
  api::CopyState state() const override { return {}; }
};

/// "" where a dispatcher is made.
std::string refusal_of(std::span<const google::protobuf::FileDescriptor* const> contract) {
  RunningService service;
  NoCopies copies;
  auto made = api::Dispatcher::make(service.app().world(), {}, copies, {}, contract);
  if (made) return "";
  std::string text(made.error().reason);
  for (const auto& field : made.error().fields) text += " " + field.path + " " + std::string(field.reason);
  return text;
}

TEST(ContractAtTheStart, AMethodThatSaysNotWhoMayCallItStopsIt) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("trial.proto");
  file.set_package("hotline.trial");
  file.set_syntax("proto3");
  file.add_message_type()->set_name("Request");
  auto& service = *file.add_service();
  service.set_name("Service");
  auto& method = *service.add_method();
  method.set_name("Do");
  method.set_input_type(".hotline.trial.Request");
  method.set_output_type(".hotline.trial.Request");
  google::protobuf::DescriptorPool pool(google::protobuf::DescriptorPool::generated_pool());
  const auto* open_to_all = pool.BuildFile(file);
  ASSERT_NE(open_to_all, nullptr);
  EXPECT_EQ(refusal_of({&open_to_all, 1}),
            "contract_not_enforceable hotline.trial.Service.Do access_missing");
  EXPECT_EQ(refusal_of(contract_files()), "");
}

TEST(ContractAtTheStart, EveryServiceOfTheContractIsAnsweredFor) {
  std::set<std::string> written, served;
  for (const auto* file : contract_files())
    for (int i = 0; i < file->service_count(); ++i) written.insert(file->service(i)->full_name());
  for (const auto* each : api::contract_services()) served.insert(each->full_name());
  EXPECT_THAT(served, ::testing::ContainerEq(written));
}

TEST(ContractAtTheStart, AMethodWithoutAFunctionStopsIt) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const api::Methods none;
  EXPECT_DEATH(none.check(api::contract_services()), "broken invariant: method != nullptr");
}

}  // namespace
}  // namespace hotline::test
