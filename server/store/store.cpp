#include "store/store.h"

#include <future>

namespace hotline::store {

Result<> Store::write_and_wait(WriteJob job, Lane lane) {
  std::promise<Result<>> promise;
  auto answer = promise.get_future();
  write(lane, std::move(job), [&promise](Result<> result) { promise.set_value(std::move(result)); });
  return answer.get();
}

Result<> Store::read_and_wait(ReadJob job) {
  std::promise<Result<>> promise;
  auto answer = promise.get_future();
  read(std::move(job), [&promise](Result<> result) { promise.set_value(std::move(result)); });
  return answer.get();
}

}  // namespace hotline::store
