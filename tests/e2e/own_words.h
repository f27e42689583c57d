// Every field of the contract in which a person can write freely, and a word for each: for a test that puts
// all of them in and then looks for them where they must not be.
#pragma once

#include <google/protobuf/message.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/records.h"

namespace hotline::test {

/// "hotline.record.v1.Child.name": strings of requests that are no id, unit, date, code, token or sign-in
/// name.
std::set<std::string> free_fields_of_requests();

class OwnWords {
 public:
  OwnWords() : words_(personal_words()) {}

  /// The request with a word of its own in each free field that is empty, of it and of all that it holds
  /// already.
  template <class Request>
  Request in(Request request) {
    fill(request);
    return request;
  }
  /// Something else that nobody must find: a password, a token, an address.
  void also(std::string word) { words_.push_back(std::move(word)); }

  /// Fields that were given one of the words.
  const std::set<std::string>& fields() const { return fields_; }
  /// As they were written, and telephone numbers also as machines write them.
  const std::vector<std::string>& words() const { return words_; }

 private:
  void fill(google::protobuf::Message& message);
  std::string next(bool telephone);
  bool is_ours(const std::string& text) const;

  std::vector<std::string> words_;
  std::set<std::string> fields_;
  int last_ = 0;
};

}  // namespace hotline::test
