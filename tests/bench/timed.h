// One client that asks and waits, and what the times come to.
#pragma once

#include <google/protobuf/descriptor.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "bench/population.h"
#include "rpc/client.h"

namespace hotline::bench {

double seconds_since(std::chrono::steady_clock::time_point began);
/// Of values in any order, which it sorts; 0 of none.
double percentile(std::vector<double>& values, double share);
std::unique_ptr<rpc::Client> client_of(const Town& town, const std::string& token);
/// "CaseService.GetCase".
const google::protobuf::MethodDescriptor& method(const std::string& name);

}  // namespace hotline::bench
