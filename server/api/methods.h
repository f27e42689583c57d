// Which function answers which method. Filled by one file per proto service; checked against the contract
// before the server starts, so that no method is without an answer and no answer without a method.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "api/outlet.h"
#include "rpc/call.h"
#include "service/act.h"

namespace hotline::api {

namespace asio = boost::asio;

using MessagePtr = std::unique_ptr<google::protobuf::Message>;
using ReadFn = std::function<Result<MessagePtr>(service::Reading&, const google::protobuf::Message&)>;
using WriteFn = std::function<Result<MessagePtr>(service::Writing&, const google::protobuf::Message&)>;

class Desk;  // the way from a coroutine into a transaction (desk.h)

/// One call, after authentication and validation.
struct Ask {
  rpc::Call& call;
  service::Caller caller;
  service::Demand demand;
  std::shared_ptr<const google::protobuf::Message> request;

  template <class Request>
  const Request& as() const {
    return static_cast<const Request&>(*request);
  }
};

/// What does not fit into one transaction: passwords, streams.
using StepsFn = std::function<asio::awaitable<Result<MessagePtr>>(Desk&, Ask&)>;
using WatchFn = std::function<asio::awaitable<Result<>>(Desk&, Ask&, Outlet&)>;

struct Method {
  ReadFn read;
  WriteFn write;
  StepsFn steps;
  WatchFn watch;
};

class Methods {
 public:
  /// read<GetCaseRequest>("hotline.v1.CaseService.GetCase", [](Reading&, const GetCaseRequest&) ->
  /// Result<GetCaseResponse> {…})
  template <class Request, class Fn>
  void read(std::string name, Fn fn) {
    at(std::move(name)).read = [fn = std::move(fn)](service::Reading& reading,
                                                    const google::protobuf::Message& request) {
      return boxed(fn(reading, static_cast<const Request&>(request)));
    };
  }
  template <class Request, class Fn>
  void write(std::string name, Fn fn) {
    at(std::move(name)).write = [fn](service::Writing& writing, const google::protobuf::Message& request) {
      return boxed(fn(writing, static_cast<const Request&>(request)));
    };
  }
  void steps(std::string name, StepsFn fn) { at(std::move(name)).steps = std::move(fn); }
  void watch(std::string name, WatchFn fn) { at(std::move(name)).watch = std::move(fn); }

  /// Null where there is none.
  const Method* find(const std::string& full_name) const;
  /// Ends the program where contract and methods do not fit: that is a mistake in this program.
  void check(const std::vector<const google::protobuf::ServiceDescriptor*>& services) const;

 private:
  template <class Response>
  static Result<MessagePtr> boxed(Result<Response> result) {
    if (!result) return fail(result.error());
    return std::make_unique<Response>(std::move(*result));
  }
  Method& at(std::string name);

  std::map<std::string, Method, std::less<>> methods_;
};

// One file each.
void add_session_service(Methods& methods);
void add_intake_service(Methods& methods);
void add_case_service(Methods& methods);
void add_referral_service(Methods& methods);
void add_directory_service(Methods& methods);
void add_statistics_service(Methods& methods);
void add_report_service(Methods& methods);
void add_supervision_service(Methods& methods);
void add_audit_service(Methods& methods);
void add_maintenance_service(Methods& methods);
void add_reference_service(Methods& methods);
void add_duty_service(Methods& methods);
void add_duty_claim_service(Methods& methods);
void add_deadline_service(Methods& methods);
void add_report_form_service(Methods& methods);

/// Every service of the contract.
std::vector<const google::protobuf::ServiceDescriptor*> contract_services();

}  // namespace hotline::api
