import com.sksamuel.elastic4s.http.ElasticDsl._
import com.sksamuel.elastic4s.http.{ElasticClient, ElasticProperties, NoOpRequestConfigCallback}
import org.apache.http.auth.{AuthScope, UsernamePasswordCredentials}
import org.apache.http.impl.client.BasicCredentialsProvider
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder
import org.elasticsearch.client.RestClientBuilder.HttpClientConfigCallback

import scala.io.Source
import scala.util.Try

/**
 * Asks an Elasticsearch, by the library that OpenWhisk has, what OpenWhisk's activation store and duration checker ask it. Each line
 * of the input is a request and its arguments, separated by tabs; each line of the output is the request and what came of it.
 *
 * Environment: STORE_URL, STORE_USERNAME and STORE_PASSWORD.
 */
object ActivationClient {
  private val Type = "_doc"

  private val credentials = new HttpClientConfigCallback {
    override def customizeHttpClient(builder: HttpAsyncClientBuilder): HttpAsyncClientBuilder = {
      val provider = new BasicCredentialsProvider
      val user = new UsernamePasswordCredentials(sys.env("STORE_USERNAME"), sys.env("STORE_PASSWORD"))
      provider.setCredentials(AuthScope.ANY, user)
      builder.setDefaultCredentialsProvider(provider)
    }
  }
  private val client = ElasticClient(ElasticProperties(sys.env("STORE_URL")), NoOpRequestConfigCallback, credentials)

  private def between(from: String, to: String) = rangeQuery("start").gte(from.toLong).lte(to.toLong)

  private def answer(words: List[String]): Any = words match {
    case "store" :: index :: documents =>
      val requests = documents.grouped(2).collect { case List(id, text) => indexInto(index, Type).doc(text).id(id) }
      client.execute(bulk(requests.toSeq)).await.result.items.map(_.status).groupBy(identity).mapValues(_.size).toMap
    case List("get", index, id) =>
      val found = client.execute(search(index) query termQuery("_id", id)).await
      if (found.isSuccess) found.result.hits.hits.map(_.sourceAsString).mkString else found.status
    case List("list", index, path, from, to, limit, skip) =>
      val question = search(index) query must(matchPhraseQuery("path", path), between(from, to))
      val hits = client.execute(question sortByFieldDesc "start" limit limit.toInt from skip.toInt).await.result.hits
      s"${hits.total}: ${hits.hits.map(_.id).mkString(" ")}"
    case List("count", index, namespace, from, to) =>
      client.execute(count(index) query must(matchPhraseQuery("namespace", namespace), between(from, to))).await.result.count
    case List("duration", index, path) =>
      val recent = rangeQuery("@timestamp").gte("now-1d")
      val question = search(index) query (boolQuery must List(matchQuery("path.keyword", path), recent))
      val found = client.execute((question aggregations avgAgg("average", "duration")).size(0)).await.result
      s"${found.hits.total}: ${found.aggregations.avg("average").valueOpt}"
  }

  def main(arguments: Array[String]): Unit = {
    for (line <- Source.stdin.getLines()) {
      val words = line.split("\t").toList
      val said = Try(answer(words)).fold(error => s"failed: ${error.toString.takeWhile(_ != '\n').take(300)}", _.toString)
      println(s"${words.head}\t$said")
    }
    sys.exit()
  }
}
