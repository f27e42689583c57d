// Messages of any type of the contract, filled at random and valid by their (rule)s. The same seed gives the
// same.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <random>
#include <string>

namespace hotline::test {

using Random = std::mt19937_64;

/// Every required field, and each other with the probability `density`.
void fill(google::protobuf::Message& message, Random& random, double density);

/// Calls `visit` for every field that is present, at any depth, with its path as validation writes it.
using FieldVisit =
    std::function<void(google::protobuf::Message& holder, const google::protobuf::FieldDescriptor& field,
                       const std::string& path)>;
void visit_fields(google::protobuf::Message& message, const FieldVisit& visit,
                  const std::string& prefix = "");

}  // namespace hotline::test
