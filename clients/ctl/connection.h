// Calls to the server of the session. A call that got no answer because the line broke is sent again, twice
// at most; its request_id stays the same, so that nothing is done twice.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "contract.h"
#include "outcome.h"
#include "rpc/client.h"
#include "session_file.h"

namespace hotline::ctl {

class Connection {
 public:
  /// `server` and `ca_file` as on the command line; empty: those of the saved session.
  Connection(std::string server, std::string ca_file);

  /// Makes the client; not_signed_in where the method needs a session and there is none.
  Outcome<> open(const MethodDescriptor& method);

  const SavedSession& session() const { return session_; }
  /// Of this person from now on; of nobody: both empty.
  void set_token(std::string token, std::string person);

  /// Fails with what stop() returned: it has been said, and what to do next (next_step.h).
  Outcome<> call(const MethodDescriptor& method, const Message& request, Message& response);
  Outcome<std::unique_ptr<Message>> call(std::string_view method, const Message& request);
  /// Where the caller goes on after an error by itself. Before open() nothing is asked: a command that works
  /// off line calls nobody, and tells names by their keys.
  rpc::Remote<> try_call(const MethodDescriptor& method, const Message& request, Message& response);
  rpc::Remote<> try_stream(const MethodDescriptor& method, const Message& request,
                           const rpc::Client::OnMessage& each);
  Outcome<> stream(const MethodDescriptor& method, const Message& request,
                   const rpc::Client::OnMessage& each);

  Time now() const { return clock_.now(); }
  std::string new_id() { return id_text(ids_.next()); }

 private:
  SavedSession session_;
  SystemClock clock_;
  IdMaker ids_{clock_};
  std::unique_ptr<rpc::Client> calls_;
  std::unique_ptr<rpc::Client> streams_;  // a line of its own: whoever takes a message may call meanwhile
};

}  // namespace hotline::ctl
